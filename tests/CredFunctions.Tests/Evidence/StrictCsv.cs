using System.Text;

namespace CredFunctions.Tests.Evidence;

/// <summary>RFC 4180 to the letter: CRLF after every row, quotes where the grammar asks for them, equally many fields in each row.</summary>
internal static class StrictCsv
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        text.Should().StartWith("\uFEFF", "spreadsheets take it for UTF-8 by its mark");
        var rows = Rows(text[1..]).ToList();
        rows.Should().OnlyContain(row => row.Count == rows[0].Count);
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
    }

    private static IEnumerable<List<string>> Rows(string text)
    {
        for (var position = 0; position < text.Length;)
        {
            var row = new List<string>();
            do
                row.Add(Field(text, ref position));
            while (Take(text, ref position, ","));
            Take(text, ref position, "\r\n").Should().BeTrue($"the row that ends at {position} ends with CRLF");
            yield return row;
        }
    }

    private static string Field(string text, ref int position)
    {
        var field = new StringBuilder();
        if (!Take(text, ref position, "\""))
        {
            while (text[position] is not (',' or '\r' or '\n' or '"'))
                field.Append(text[position++]);
            return field.ToString();
        }

        while (true)
        {
            if (!Take(text, ref position, "\""))
                field.Append(text[position++]);
            else if (Take(text, ref position, "\""))
                field.Append('"');
            else
                return field.ToString();
        }
    }

    private static bool Take(string text, ref int position, string wanted)
    {
        if (string.CompareOrdinal(text, position, wanted, 0, wanted.Length) != 0)
            return false;
        position += wanted.Length;
        return true;
    }
}
