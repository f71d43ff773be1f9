using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Building;

/// <summary>A report in the making: rows that are right, and lines as they stand.</summary>
public sealed class Report
{
    private readonly List<string> lines = [];
    private string? header;
    private string lineEnd = "\n";
    private char separator = ',';
    private IReadOnlyList<Column> columns = Columns.All;

    /// <summary>The header as the console writes it.</summary>
    public static string Header { get; } = string.Join(',', Columns.All.Select(Columns.NameOf));

    public static Report Of(params IEnumerable<AccountRow> rows) => new Report().Rows(rows);

    public static string Quoted(string text, char separator = ',') =>
        text.AsSpan().IndexOfAny(['"', '\r', '\n', separator]) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    public Report Rows(params IEnumerable<AccountRow> rows)
    {
        foreach (var row in rows)
            lines.Add(row.Csv(separator, columns));
        return this;
    }

    /// <summary>Adds a line as it stands.</summary>
    public Report Line(string text)
    {
        lines.Add(text);
        return this;
    }

    /// <summary>Puts another line in the place of the header.</summary>
    public Report WithHeader(string line)
    {
        header = line;
        return this;
    }

    public Report WithLineEnd(string end)
    {
        lineEnd = end;
        return this;
    }

    /// <summary>Separates header and the rows that are yet to come by another character.</summary>
    public Report WithSeparator(char character)
    {
        separator = character;
        return this;
    }

    /// <summary>Has only these columns, in this order, in the header and the rows that are yet to come.</summary>
    public Report WithColumns(IEnumerable<Column> ordered)
    {
        columns = [.. ordered];
        return this;
    }

    public Report Without(Column column) => WithColumns(Columns.All.Where(each => each != column));

    public string Text() => string.Concat(
        lines.Prepend(header ?? string.Join(separator, columns.Select(Columns.NameOf))).Select(line => line + lineEnd));

    public byte[] Bytes(Encoding? encoding = null) => (encoding ?? new UTF8Encoding(false)).GetBytes(Text());

    public Reading Read() => Reading.Of(Bytes());

    public override string ToString() => Text();
}
