namespace CredFunctions.Reports;

/// <summary>
/// Finds the newest time of the rows that were read. What is later than the as-of by more than a day contradicts it, and
/// does not count.
/// </summary>
public sealed class NewestTime(DateTimeOffset asOf)
{
    private static readonly Column[] Times =
    [
        Column.CreationTime, Column.PasswordLastRotation, Column.LastConsoleLoginTime,
        Column.AccessKey1CreationTime, Column.AccessKey1LastUsedDate, Column.AccessKey2CreationTime, Column.AccessKey2LastUsedDate,
    ];

    private readonly long latest = ReportAsOf.NewestPossible(asOf).UtcTicks;
    private long newest = -1;

    /// <summary>The newest time; null where none was found.</summary>
    public DateTimeOffset? Value => newest < 0 ? null : new DateTimeOffset(newest, TimeSpan.Zero);

    /// <summary>Looks at the seven times of a row.</summary>
    public void Add(Account account)
    {
        foreach (var column in Times)
        {
            // A cell without a time holds a tick count later than any time.
            var ticks = account.TicksOf(column);
            if (ticks > newest && ticks <= latest)
                newest = ticks;
        }
    }
}
