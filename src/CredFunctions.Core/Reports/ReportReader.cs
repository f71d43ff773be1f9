using System.Text;

namespace CredFunctions.Reports;

/// <summary>
/// Reads a report row by row. Rows that cannot be read are reported through <see cref="UnreadableRows"/> and passed over;
/// what makes the whole report unreadable throws <see cref="ReportRejectedException"/>, at the latest at its end.
/// Memory does not grow with the report but for the set of the account ids seen, at most 40 bytes each.
/// </summary>
public sealed class ReportReader : IDisposable
{
    /// <summary>How many unreadable rows are kept with their reason; the rest is counted.</summary>
    public const int MaxListedUnreadableRows = 1_000;

    private readonly ReportHeader header;
    private readonly ReportRows rows;
    private readonly AccountIdSet seen = new();
    private readonly List<UnreadableRow> unreadable = [];

    // The empty rows since the last data row. They are unreadable as soon as another data row follows, and no rows until then.
    private readonly List<UnreadableRow> padding = [];
    private long paddingCount;
    private ReportRejectedException? longPadding;

    private ReportReader(ReportHeader header, ReportRows rows, TimeSpan reportOffset)
    {
        this.header = header;
        this.rows = rows;
        Account = new Account(rows.Csv, header, reportOffset);
    }

    /// <summary>The account of the current row, valid until the next <see cref="Read"/>.</summary>
    public Account Account { get; }

    /// <summary>The data rows read so far, unreadable ones included.</summary>
    public long RowCount => AccountCount + UnreadableRowCount;

    public long AccountCount { get; private set; }
    public long UnreadableRowCount { get; private set; }

    /// <summary>The first <see cref="MaxListedUnreadableRows"/> of them.</summary>
    public IReadOnlyList<UnreadableRow> UnreadableRows => unreadable;

    /// <summary>Columns the report has beyond those we know; they are ignored.</summary>
    public IReadOnlyList<string> UnknownColumns => header.UnknownColumns;

    /// <summary>Whether the report has <see cref="Column.LastConsoleLoginTime"/>.</summary>
    public bool HasLastConsoleLogin => Account.Has(Column.LastConsoleLoginTime);

    /// <summary>Binds the header and stands before the first row.</summary>
    /// <param name="file">What <see cref="ReportFile.Inspect"/> found in the stream.</param>
    /// <param name="stream">The report; must be seekable, and stays open.</param>
    /// <param name="reportOffset">The offset of times that name none; see <see cref="ReportTime.DefaultOffset"/>.</param>
    public static ReportReader Open(ReportFile file, Stream stream, TimeSpan reportOffset)
    {
        var header = ReportHeader.Read(file, stream);
        var rows = ReportRows.Open(file, stream, header.Separator);
        rows.ReadHeader();
        return new ReportReader(header, rows, reportOffset);
    }

    /// <summary>Whether an account with this id was read so far.</summary>
    public bool HasRead(string accountId) => seen.Contains(Encoding.ASCII.GetBytes(accountId));

    /// <summary>Goes to the next account; false at the end of a report that could be read.</summary>
    public bool Read()
    {
        while (rows.Read())
        {
            if (rows.IsPadding)
            {
                HoldPadding();
                continue;
            }

            ReportPadding();
            rows.RejectOpenQuoteAndLongFields();
            if (Flaw() is not { } reason)
            {
                var id = Account.Text(Column.AccountId);
                if (seen.Add(id))
                {
                    Account.Load();
                    AccountCount++;
                    return true;
                }

                reason = $"account id {Encoding.UTF8.GetString(id)} stood in an earlier row";
            }

            UnreadableRowCount++;
            if (unreadable.Count < MaxListedUnreadableRows)
                unreadable.Add(new UnreadableRow(rows.Line, reason));
        }

        if (AccountCount == 0)
            RejectWithoutAccounts();
        return false;
    }

    public void Dispose() => rows.Dispose();

    private string? Flaw()
    {
        if (rows.Malformed is { } quoting)
            return $"broken quoting: {quoting}; use the original download";
        if (rows.Csv.FieldCount != header.FieldCount)
            return $"{(rows.Csv.FieldCount == 1 ? "1 field" : $"{rows.Csv.FieldCount} fields")} where the header has {header.FieldCount}";

        var id = Account.Text(Column.AccountId);
        return AccountIdSet.IsId(id) ? null
            : CellText.WordOf(id) is Word.NotApplicable or Word.NotSupported ? "the account id is missing"
            : $"the account id is mangled: {ShownText.Of(id)} is not 1 to 20 digits; use the original download";
    }

    private void HoldPadding()
    {
        // Before the first data row there is nothing that it could stand between.
        if (RowCount == 0)
            return;
        paddingCount++;
        longPadding ??= rows.LongField();
        if (unreadable.Count + padding.Count < MaxListedUnreadableRows)
            padding.Add(new UnreadableRow(rows.Line, "empty row"));
    }

    private void ReportPadding()
    {
        if (longPadding is not null)
            throw longPadding;
        UnreadableRowCount += paddingCount;
        unreadable.AddRange(padding);
        padding.Clear();
        paddingCount = 0;
    }

    private void RejectWithoutAccounts()
    {
        if (UnreadableRowCount == 0)
            throw new ReportRejectedException(
                "The report has no accounts: no row follows the header. Download it from the CAM console again.", header.Line);

        var first = unreadable[0];
        throw new ReportRejectedException(
            (UnreadableRowCount == 1
                ? $"Its only row cannot be read: {first.Reason}. "
                : $"None of the {UnreadableRowCount:N0} rows can be read; the first one: {first.Reason}. ")
                + "Download the report from the CAM console again.", first.Line);
    }
}

/// <summary>A row that could not be read; the rest of the report goes on.</summary>
/// <param name="Line">The physical line where the row begins, from 1.</param>
/// <param name="Reason">Why, in words for a person.</param>
public sealed record UnreadableRow(long Line, string Reason);
