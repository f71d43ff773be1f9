using System.Buffers;
using System.Globalization;

namespace CredFunctions.Evidence.Csv;

/// <summary>
/// A table after RFC 4180, behind a byte order mark so that a spreadsheet takes it for UTF-8. A cell that a spreadsheet
/// would calculate gets an apostrophe in front, and what could steer a terminal or turn text around is shown as its code point.
/// </summary>
internal sealed class CsvTable
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    private readonly EvidenceText text;
    private bool isFirst = true;

    public CsvTable(EvidenceText text, params ReadOnlySpan<string> columns)
    {
        this.text = text;
        text.Write("\uFEFF");
        foreach (var column in columns)
            Cell(column);
        EndRow();
    }

    public void Cell(string? value)
    {
        Separate();
        if (string.IsNullOrEmpty(value))
            return;

        value = PrintableText.Of(value);
        if (IsFormula(value))
            value = "'" + value;
        if (!value.AsSpan().ContainsAny(NeedsQuotes))
        {
            text.Write(value);
            return;
        }

        text.Write("\"");
        text.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        text.Write("\"");
    }

    public void Cell(long number)
    {
        Separate();
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        text.Write(digits[..length]);
    }

    public void Cell(DateTimeOffset? time) => Cell(time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public void EndRow()
    {
        text.Write("\r\n"u8);
        isFirst = true;
    }

    // Spreadsheets calculate what begins so, behind blanks and in full width too.
    private static bool IsFormula(string value) =>
        value.AsSpan().TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '|' or '%';

    private void Separate()
    {
        if (!isFirst)
            text.Write(","u8);
        isFirst = false;
    }
}
