using System.Text;

namespace CredFunctions.Tests.Model;

/// <summary>A row of the text.</summary>
/// <param name="Line">The physical line where it begins, from 1.</param>
/// <param name="Fields">Its fields, unquoted where their quoting is whole.</param>
/// <param name="IsBroken">Whether a quote stands where none may.</param>
internal sealed record RowModel(long Line, IReadOnlyList<string> Fields, bool IsBroken)
{
    /// <summary>Whether every cell is empty after trimming.</summary>
    public bool IsPadding => Fields.All(cell => CellModel.Trim(cell).Length == 0);

    public bool HasLongField => Fields.Any(cell => Encoding.UTF8.GetByteCount(cell) > 65_536);

    /// <summary>
    /// The rows of the text, one character after another; null in the place of a row in which a quoted field is still open at
    /// the end.
    /// </summary>
    public static IEnumerable<RowModel?> Of(string text, char separator, long line)
    {
        for (var at = 0; at < text.Length;)
        {
            var lineEnd = at;
            while (lineEnd < text.Length && LineEnd(text, lineEnd) == 0)
                lineEnd++;

            // White space alone is no row, unless it holds separators.
            var start = at;
            var content = text[at..lineEnd];
            if (content.All(char.IsWhiteSpace) && !content.Contains(separator, StringComparison.Ordinal))
            {
                at = lineEnd;
            }
            else
            {
                var fields = new List<string>();
                var broken = false;
                while (true)
                {
                    if (Field(text, separator, ref at, ref broken) is not { } field)
                    {
                        yield return null;
                        yield break;
                    }

                    fields.Add(field);
                    if (at == text.Length || text[at] != separator)
                        break;
                    at++;
                }

                yield return new RowModel(line, fields, broken);
            }

            at += at < text.Length ? LineEnd(text, at) : 0;
            line += LineEnds(text[start..at]);
        }
    }

    /// <summary>The length of the line end that stands there, 0 when none does.</summary>
    private static int LineEnd(string text, int at) => text[at] switch
    {
        '\r' when at + 1 < text.Length && text[at + 1] == '\n' => 2,
        '\r' or '\n' => 1,
        _ => 0,
    };

    // Stands behind the field afterwards. Null when the field is quoted and never closed.
    private static string? Field(string text, char separator, ref int at, ref bool broken)
    {
        var start = at;
        if (at < text.Length && text[at] == '"')
        {
            var unquoted = new StringBuilder();
            while (true)
            {
                at++;
                if (at == text.Length)
                    return null;
                if (text[at] == '"')
                {
                    at++;
                    if (at == text.Length || text[at] != '"')
                        break;
                }

                unquoted.Append(text[at]);
            }

            if (EndsHere(text, separator, at))
                return unquoted.ToString();
            broken = true;
        }

        // Quotes are literal here.
        for (; !EndsHere(text, separator, at); at++)
            broken |= text[at] == '"';
        return text[start..at];
    }

    private static bool EndsHere(string text, char separator, int at) => at == text.Length || text[at] == separator || LineEnd(text, at) > 0;

    private static int LineEnds(string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; at += Math.Max(1, LineEnd(text, at)))
            count += LineEnd(text, at) > 0 ? 1 : 0;
        return count;
    }
}
