using System.Text;

namespace CredFunctions.Tests.Notifications;

/// <summary>A CSV of RFC 4180, read by the letter of it.</summary>
internal static class CsvTable
{
    /// <summary>The rows, each by the names of the first line; the apostrophe of an id is not part of it.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(byte[] csv)
    {
        var lines = Lines(Encoding.UTF8.GetString(csv).TrimStart('\ufeff'));
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(
            cell => cell.First, cell => cell.Second is ['\'', >= '0' and <= '9', ..] ? cell.Second[1..] : cell.Second, StringComparer.Ordinal))];
    }

    private static List<List<string>> Lines(string text)
    {
        var lines = new List<List<string>>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (isQuoted && text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"')
                cell.Append(text[at++]);
            else if (text[at] == '"')
                isQuoted = !isQuoted;
            else if (isQuoted || (text[at] is not (',' or '\r' or '\n')))
                cell.Append(text[at]);
            else if (text[at] is ',' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (text[at] is '\n')
                {
                    lines.Add(cells);
                    cells = [];
                }
            }
        }

        return lines;
    }
}
