using System.Globalization;

namespace CredFunctions.Evidence.Csv;

/// <summary>Rows after RFC 4180, behind a byte order mark so that a spreadsheet takes them for UTF-8.</summary>
internal sealed class CsvRows
{
    private readonly EvidenceText text;
    private bool isFirst = true;

    public CsvRows(EvidenceText text, params ReadOnlySpan<string> columns)
    {
        this.text = text;
        text.Write("\uFEFF");
        foreach (var column in columns)
            Cell(column);
        End();
    }

    public void Cell(string? value)
    {
        Separate();
        text.Write(CsvCell.Of(value));
    }

    public void Cell(long number)
    {
        Separate();
        number.TryFormat(text.GetSpan(20), out var length, provider: CultureInfo.InvariantCulture);
        text.Advance(length);
    }

    public void Cell(DateTimeOffset? time)
    {
        Separate();
        if (time is not { } instant)
            return;
        instant.UtcDateTime.TryFormat(text.GetSpan(20), out var length, "s", CultureInfo.InvariantCulture);
        text.Advance(length);
        text.Write("Z"u8);
    }

    /// <summary>Ends the row.</summary>
    public void End()
    {
        text.Write("\r\n"u8);
        isFirst = true;
    }

    private void Separate()
    {
        if (!isFirst)
            text.Write(","u8);
        isFirst = false;
    }
}
