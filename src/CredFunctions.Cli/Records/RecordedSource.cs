using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>A source's lane and every report of it that ever arrived, the latest first.</summary>
internal sealed record RecordedSource(Lane Lane, IReadOnlyList<ReportRecord> Reports)
{
    /// <summary>Reads the sources in the order of their names.</summary>
    /// <param name="store">The records.</param>
    /// <param name="only">The only one that is wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">The source that is wanted has no report.</exception>
    public static async Task<List<RecordedSource>> ReadAsync(IAuditStore store, string? only, CancellationToken cancellationToken)
    {
        var sources = new List<RecordedSource>();
        foreach (var name in await NamesAsync(store, only, cancellationToken))
        {
            var lane = (await store.ReadLaneAsync(name, cancellationToken)).Lane;
            sources.Add(new RecordedSource(
                lane, await store.ReadReportsAsync(name, cancellationToken).OrderByDescending(report => report.Stamp)
                    .ToListAsync(cancellationToken)));
        }

        return sources;
    }

    /// <summary>The names of the sources, in order.</summary>
    /// <exception cref="CommandException">The source that is wanted has no report.</exception>
    public static async Task<List<string>> NamesAsync(IAuditStore store, string? only, CancellationToken cancellationToken)
    {
        var names = await store.SourcesAsync(cancellationToken).Order(StringComparer.Ordinal).ToListAsync(cancellationToken);
        if (only is null)
            return names;
        return names.Contains(only, StringComparer.Ordinal) ? [only] : throw new CommandException(
            $"No report of \"{only}\" is recorded" + (names.Count == 0
                ? ", nor of any other source."
                : $". The sources are {string.Join(", ", names)}."));
    }
}

/// <summary>Where a source stands: the reports that are not finished, and the one that was completed last.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Active">The report that is being recorded.</param>
/// <param name="Waiting">The reports that wait for their turn, in order.</param>
/// <param name="Held">The reports that wait for a person, in order.</param>
/// <param name="Incomplete">The reports that ended as incomplete since the last completed one, in order.</param>
/// <param name="Last">The last completed report.</param>
/// <param name="FreshnessHours">How old it may be by the policy of its run; null for ever, or where that policy is not known.</param>
internal sealed record SourceStatus(
    Lane Lane,
    ReportRecord? Active,
    IReadOnlyList<ReportRecord> Waiting,
    IReadOnlyList<ReportRecord> Held,
    IReadOnlyList<ReportRecord> Incomplete,
    ReportRecord? Last,
    int? FreshnessHours)
{
    /// <summary>Whether a report is left to finish, other than by a person's decision.</summary>
    public bool IsUnfinished => Active is not null || Waiting.Count > 0 || Incomplete.Count > 0;

    /// <summary>The as-of up to which the source was assessed; null before its first report is completed.</summary>
    public DateTimeOffset? FreshAsOf => (Lane.FreshAsOf ?? Last?.AsOf)?.ToUniversalTime();

    public bool IsOverdue(DateTimeOffset now) =>
        FreshnessHours is { } hours && Lane.FreshAsOf is { } last && now - last >= TimeSpan.FromHours(hours);

    /// <summary>Reads the sources in the order of their names.</summary>
    public static async Task<List<SourceStatus>> ReadAsync(IAuditStore store, IPolicies policies, CancellationToken cancellationToken)
    {
        var statuses = new List<SourceStatus>();
        foreach (var (lane, reports) in await RecordedSource.ReadAsync(store, only: null, cancellationToken))
        {
            var inOrder = reports.OrderBy(report => report.Order).ToList();
            statuses.Add(new SourceStatus(
                lane,
                inOrder.Find(report => report.Stamp == lane.Active),
                inOrder.FindAll(report => report.Status is ReportStatus.Waiting),
                inOrder.FindAll(report => report.Status is ReportStatus.Held),
                inOrder.FindAll(report => report.Status is ReportStatus.Incomplete && !lane.IsStale(report)),
                inOrder.Find(report => report.ReportId == lane.Last?.ReportId),
                (await policies.ReadForAsync(lane.LastPolicy, lane.Source, cancellationToken))?.Freshness.HoursOf(lane.Source)));
        }

        return statuses;
    }
}

/// <summary>Policies that may be gone with the release or the file that wrote them: everything else can be shown without them.</summary>
internal static class RecordedPolicies
{
    /// <summary>The policy of a run of a source; null where it is not known.</summary>
    /// <param name="hash">The policy's hash; null for no run.</param>
    public static async Task<AssessmentPolicy?> ReadForAsync(
        this IPolicies policies, string? hash, string source, CancellationToken cancellationToken)
    {
        if (hash is null)
            return null;
        try
        {
            return (await policies.ReadAsync(hash, cancellationToken)).For(source);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
