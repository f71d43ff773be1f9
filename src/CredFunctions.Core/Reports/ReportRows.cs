using System.Text;

using CsvHelper;

namespace CredFunctions.Reports;

/// <summary>
/// The rows of the text, header included, with what the CSV reader is lenient about made visible. CsvHelper recovers from
/// bad quoting and names only the first flaw of a row, so an open quote behind another flaw is looked for here.
/// </summary>
internal sealed class ReportRows : IDisposable
{
    /// <summary>The longest field, in bytes of UTF-8 after unquoting.</summary>
    public const int MaxFieldLength = 65_536;

    /// <summary>
    /// The longest row that is buffered, in bytes of the file. With fewer than 64 fields it holds one that is too long; the
    /// limit keeps an unclosed quote from taking the rest of a large file into memory.
    /// </summary>
    public const int MaxRowLength = 8 * 1024 * 1024;

    private readonly long lineOffset;
    private readonly char separator;
    private CsvMalformedReason? flaw;

    private ReportRows(Stream text, bool hasSeparatorLine, char separator)
    {
        lineOffset = hasSeparatorLine ? 1 : 0;
        this.separator = separator;
        Csv = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = separator,

            // A comma counts as no separator given, and a second line "sep=;" would be taken for a separator line.
            DetectSeparatorHint = false,
            HasHeader = false,
            TrackLineNumbers = true,
            SkipEmptyLines = true,
            TrimWhitespace = false,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            MalformedData = CsvMalformedDataHandling.Recover,
            MaxRecordSize = MaxRowLength,
            OnMalformedRecord = record => flaw = record.Reason,
        });
    }

    public CsvReader Csv { get; }

    /// <summary>The physical line where the current row begins.</summary>
    public long Line => Csv.LineNumber + lineOffset;

    /// <summary>What is wrong with the quoting of the current row, with the lines it spans; null when nothing is.</summary>
    public string? Malformed => flaw switch
    {
        null => null,
        CsvMalformedReason.TextAfterClosingQuote => $"text after a closing quote ({Lines})",
        CsvMalformedReason.UnterminatedQuote => $"a quote that is never closed ({Lines})",
        _ => $"a quote inside an unquoted field ({Lines})",
    };

    /// <summary>Whether every cell of the row is empty, as in the rows that spreadsheets pad with.</summary>
    public bool IsPadding
    {
        get
        {
            // Broken quoting leaves a quote in a cell. A row that begins with a letter or a digit is all of the others but a few.
            if (flaw is not null || StartsWithText)
                return false;
            for (var index = 0; index < Csv.FieldCount; index++)
            {
                if (!CellText.Trim(Csv.GetSpan(index)).IsEmpty)
                    return false;
            }

            return true;
        }
    }

    // A line of white space is no row. Where tabs separate, they make cells, and the line a row of padding.
    private bool IsBlank
    {
        get
        {
            if (StartsWithText)
                return false;
            for (var raw = Csv.RawRecord; !raw.IsEmpty;)
            {
                Rune.DecodeFromUtf8(raw, out var character, out var length);
                if (!Rune.IsWhiteSpace(character) || character.Value == separator)
                    return false;
                raw = raw[length..];
            }

            return true;
        }
    }

    private bool StartsWithText => Csv.RawRecord is [var first, ..] && char.IsAsciiLetterOrDigit((char)first);

    private string Lines
    {
        get
        {
            var raw = Csv.RawRecord;
            var breaks = raw.Count((byte)'\n') + raw.Count((byte)'\r') - raw.Count("\r\n"u8);
            return breaks == 0 ? $"line {Line}" : $"lines {Line} to {Line + breaks}";
        }
    }

    public static ReportRows Open(ReportFile file, Stream stream, char separator)
    {
        var (text, hasSeparatorLine) = ReportText.Open(file, stream);
        return new ReportRows(text, hasSeparatorLine, separator);
    }

    /// <summary>Goes to the header: the first row that is not padding.</summary>
    public bool ReadHeader()
    {
        while (Read())
        {
            if (IsPadding)
                continue;
            RejectOpenQuoteAndLongFields();
            return true;
        }

        return false;
    }

    public bool Read()
    {
        try
        {
            do
            {
                flaw = null;
                if (!Csv.Read())
                    return false;
            }
            while (IsBlank);
            return true;
        }
        catch (CsvFormatException ex)
        {
            throw new ReportRejectedException(
                $"A row is longer than {MaxRowLength / (1024 * 1024)} MiB. This is not a User Credential Report "
                    + "as the console writes it; download it again.",
                ex.LineNumber + lineOffset);
        }
    }

    /// <summary>What a row may hold that rejects the report as a whole.</summary>
    public void RejectOpenQuoteAndLongFields()
    {
        if (LongField() is { } tooLong)
            throw tooLong;

        if (flaw is not null && IsOpen(Csv.GetRawSpan(Csv.FieldCount - 1)))
        {
            throw new ReportRejectedException(
                "A quoted field that begins in this row is still open at the end of the report, so the rest cannot be trusted. "
                    + "The file is cut off or damaged; download the report again.", Line);
        }
    }

    /// <summary>The rejection for a field that is too long; null when there is none.</summary>
    public ReportRejectedException? LongField()
    {
        // Unquoting never makes a field longer, so a row that is short has no long field.
        if (Csv.RawRecord.Length <= MaxFieldLength)
            return null;
        return Enumerable.Range(0, Csv.FieldCount).Any(index => LengthOf(index) > MaxFieldLength)
            ? new ReportRejectedException(
                $"A field is longer than {MaxFieldLength:N0} bytes. This is not a User Credential Report as the console writes it; "
                + "download it again.", Line)
            : null;
    }

    public void Dispose() => Csv.Dispose();

    // A field with text after its closing quote is not unquoted: its quotes are literal and count.
    private int LengthOf(int index)
    {
        var raw = Csv.GetRawSpan(index);
        return raw is [(byte)'"', ..] && ClosingQuote(raw) < raw.Length - 1 && !IsOpen(raw) ? raw.Length : Csv.GetSpan(index).Length;
    }

    private static bool IsOpen(ReadOnlySpan<byte> raw) => raw is [(byte)'"', ..] && ClosingQuote(raw) < 0;

    // Where the quote that opens the field is closed; a doubled quote is text.
    private static int ClosingQuote(ReadOnlySpan<byte> raw)
    {
        for (var index = 1; index < raw.Length; index++)
        {
            if (raw[index] != (byte)'"')
                continue;
            if (index + 1 == raw.Length || raw[index + 1] != (byte)'"')
                return index;
            index++;
        }

        return -1;
    }
}
