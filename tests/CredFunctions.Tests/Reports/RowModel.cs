namespace CredFunctions.Tests.Reports;

/// <summary>
/// Splits text into rows one character after another, the plainest way there is: what the fast reader is held against.
/// </summary>
internal static class RowModel
{
    /// <summary>A row: the line where it begins, its fields, and whether its quoting is broken.</summary>
    public sealed record Row(long Line, IReadOnlyList<string> Fields, bool IsBroken);

    /// <summary>The rows of the text; null when a quoted field is still open at its end.</summary>
    public static IReadOnlyList<Row>? Read(string text, char separator)
    {
        var rows = new List<Row>();
        var line = 1L;
        for (var at = 0; at < text.Length;)
        {
            if (LineEnd(text, at) is > 0 and var blank)
            {
                at += blank;
                line++;
                continue;
            }

            var start = at;
            var fields = new List<string>();
            var broken = false;
            while (true)
            {
                if (!Field(text, separator, ref at, ref broken, out var field))
                    return null;
                fields.Add(field);
                if (at == text.Length || text[at] != separator)
                    break;
                at++;
            }

            rows.Add(new Row(line, fields, broken));
            at += at < text.Length ? LineEnd(text, at) : 0;
            line += LineEnds(text[start..at]);
        }

        return rows;
    }

    // Stands behind the field afterwards. False when the field is quoted and never closed.
    private static bool Field(string text, char separator, ref int at, ref bool broken, out string field)
    {
        field = "";
        if (at < text.Length && text[at] == '"')
        {
            at++;
            while (true)
            {
                if (at == text.Length)
                    return false;
                if (text[at] != '"')
                {
                    field += text[at++];
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    field += '"';
                    at += 2;
                }
                else
                {
                    at++;
                    break;
                }
            }

            broken |= at < text.Length && text[at] != separator && LineEnd(text, at) == 0;
        }

        while (at < text.Length && text[at] != separator && LineEnd(text, at) == 0)
        {
            broken |= text[at] == '"';
            field += text[at++];
        }

        return true;
    }

    // The length of the line end that stands here, 0 when none does.
    private static int LineEnd(string text, int at) => text[at] switch
    {
        '\r' when at + 1 < text.Length && text[at + 1] == '\n' => 2,
        '\r' or '\n' => 1,
        _ => 0,
    };

    private static int LineEnds(string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (LineEnd(text, at) is > 0 and var length)
            {
                count++;
                at += length - 1;
            }
        }

        return count;
    }
}
