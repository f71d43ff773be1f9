using System.Globalization;

using CredFunctions.Evidence.Page.Tallies;
using CredFunctions.Findings;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page;

/// <summary>What the sections of the page show.</summary>
internal sealed record PageContent(RunResult Result, PageTally Tally)
{
    public ReportRecord Record => Result.Record;

    public bool IsStale => Record.Status is ReportStatus.Stale;

    /// <summary>The report before this one; null for the first of its source, and for one that is shown by itself.</summary>
    public ReportRecord? Before => IsStale || Result.Earlier.Count == 0 ? null : Result.Earlier[^1];

    public long Findings => Totals.WorstFirst.Sum(Open);

    /// <summary>Open findings of a severity, those under an exception too.</summary>
    public long Open(Severity severity) => OpenIn(Record, severity);

    public static long OpenIn(ReportRecord record, Severity severity) => record.Counts.BySeverity.GetValueOrDefault(severity.Name());

    /// <summary>A time in the report's zone.</summary>
    public string Time(DateTimeOffset time)
    {
        // The first and last day of time have no other zone to be shown in.
        var ticks = time.UtcTicks + Result.Run.Policy.ReportTimeZone.Ticks;
        var local = ticks >= 0
            && ticks <= DateTime.MaxValue.Ticks
            ? time.ToOffset(Result.Run.Policy.ReportTimeZone)
            : time.ToUniversalTime();
        return local.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>The day of a time in the report's zone.</summary>
    public string Day(DateTimeOffset time) => Result.Run.Policy.DayOf(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
