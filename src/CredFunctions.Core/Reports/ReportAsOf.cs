using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CredFunctions.Reports;

/// <summary>The instant to which a report's ages are counted, and where it came from. It is decided once an upload.</summary>
/// <param name="Remark">A sentence for people where it is not what they may expect; null otherwise.</param>
public sealed record ReportAsOf(DateTimeOffset Instant, AsOfOrigin Origin, string? Remark = null)
{
    /// <summary>Given in the place of a time: take it from the file's name.</summary>
    public const string FromName = "name";

    private const string Forms = "2026-11-01, \"2026-11-01 12:00\" or 2026-11-01T04:00:00Z";

    // Clocks that are right may still differ by so much.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    // However quiet a company is, a report made today has a time of the last days.
    private static readonly TimeSpan MaxGap = TimeSpan.FromDays(3);

    // A time in a cell may lie so far ahead before it contradicts the as-of.
    private static readonly TimeSpan CellSkew = TimeSpan.FromHours(24);

    /// <summary>Decides the as-of of an upload.</summary>
    /// <param name="given">What the user gave: a time, or <see cref="FromName"/>; null for neither.</param>
    /// <param name="setting">What it was given as, which begins the sentence of a refusal: <c>--as-of</c>, <c>asof</c>.</param>
    /// <param name="name">The file's name; folders before it do not count.</param>
    /// <param name="fileTime">When the file was last modified; null where it has no such time.</param>
    /// <param name="now">The clock, which is the time of arrival.</param>
    /// <param name="asOf">The as-of; null where it is refused.</param>
    /// <param name="refusal">Why it is refused and what to do; null where it is not.</param>
    public static bool TryDecide(
        string? given, string setting, string name, DateTimeOffset? fileTime, TimeSpan zone, DateTimeOffset now,
        [NotNullWhen(true)] out ReportAsOf? asOf, [NotNullWhen(false)] out string? refusal)
    {
        if (given is null)
        {
            asOf = OfFile(name, fileTime, zone, now);
            refusal = null;
            return true;
        }

        var isName = given.Trim().Equals(FromName, StringComparison.OrdinalIgnoreCase);
        var subject = isName ? $"{setting} {FromName}: \"{FileName(name)}\"" : $"{setting} \"{given}\"";
        var isTime = isName
            ? NameTime.TryFind(name, zone, out var instant, out var flaw)
            : TryParse(given, zone, out instant, out flaw);
        refusal = !isTime ? $"{subject} {flaw}."
            : IsAhead(instant, now)
                ? $"{subject} is {ShownTime.Of(instant, zone)}, read in the zone {ShownTime.NameOf(zone)}, which lies in the future: "
                    + $"it is {ShownTime.Of(now, zone)}."
            : null;
        asOf = refusal is null ? new ReportAsOf(instant, isName ? AsOfOrigin.Name : AsOfOrigin.Given) : null;
        return asOf is not null;
    }

    /// <summary>The sentence for a report that seems to be older than its file; null where it does not.</summary>
    /// <param name="newest">The newest time of the readable rows that <see cref="NewestTime"/> found; null where there is none.</param>
    public string? OlderThanFile(string name, DateTimeOffset? newest, TimeSpan zone) =>
        Origin is AsOfOrigin.FileTime && newest is { } time && Instant - time > MaxGap
            ? $"\"{FileName(name)}\" is judged as of its file's time, {ShownTime.Of(Instant, zone)}, "
                + $"but nothing in it is newer than {ShownTime.Of(time, zone)}: "
              + "the report may be older than its file; give its time with --as-of, or asof where it is a blob."
            : null;

    /// <summary>The newest time that a report as of an instant can speak of.</summary>
    internal static DateTimeOffset NewestPossible(DateTimeOffset asOf) =>
        DateTimeOffset.MaxValue - asOf > CellSkew ? asOf + CellSkew : DateTimeOffset.MaxValue;

    private static ReportAsOf OfFile(string name, DateTimeOffset? fileTime, TimeSpan zone, DateTimeOffset now)
    {
        if (fileTime is not { } time)
            return new ReportAsOf(now.ToUniversalTime(), AsOfOrigin.Arrival);
        if (!IsAhead(time, now))
            return new ReportAsOf(time.ToUniversalTime(), AsOfOrigin.FileTime);
        return new ReportAsOf(
            now.ToUniversalTime(),
            AsOfOrigin.Arrival,
            $"\"{FileName(name)}\" was last modified in the future, at {ShownTime.Of(time, zone)}, "
            + $"so it is judged as of its arrival, {ShownTime.Of(now, zone)}.");
    }

    private static bool TryParse(string text, TimeSpan zone, out DateTimeOffset instant, out string flaw)
    {
        flaw = $"is not a time in the zone {ShownTime.NameOf(zone)}: write it like {Forms}";
        return ReportTime.TryParse(Encoding.UTF8.GetBytes(text.Trim()), zone, out instant);
    }

    private static bool IsAhead(DateTimeOffset instant, DateTimeOffset now) => instant - now > ClockSkew;

    private static string FileName(string name) => name[(name.LastIndexOf('/') + 1)..];
}

/// <summary>Where an as-of came from.</summary>
public enum AsOfOrigin : byte
{
    /// <summary>A person gave the time.</summary>
    Given,

    /// <summary>A person had it taken from the file's name.</summary>
    Name,

    /// <summary>The time at which the file was last modified.</summary>
    FileTime,

    /// <summary>The clock, when the report arrived: its file has no time, or one in the future.</summary>
    Arrival,
}

/// <summary>
/// Finds the newest time of the rows that were read. What is later than the as-of by more than a day contradicts it, and
/// does not count.
/// </summary>
public sealed class NewestTime(DateTimeOffset asOf)
{
    private readonly long latest = ReportAsOf.NewestPossible(asOf).UtcTicks;
    private long newest = -1;

    /// <summary>The newest time; null where none was found.</summary>
    public DateTimeOffset? Value => newest < 0 ? null : new DateTimeOffset(newest, TimeSpan.Zero);

    /// <summary>Looks at the seven times of a row.</summary>
    public void Add(Account account)
    {
        foreach (var column in Columns.Times)
        {
            // A cell without a time holds a tick count later than any time.
            var ticks = account.TicksOf(column);
            if (ticks > newest && ticks <= latest)
                newest = ticks;
        }
    }
}
