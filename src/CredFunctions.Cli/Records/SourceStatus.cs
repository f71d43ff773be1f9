using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

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

    public bool IsOverdue(DateTimeOffset now) =>
        FreshnessHours is { } hours && Lane.FreshAsOf is { } last && now - last >= TimeSpan.FromHours(hours);

    /// <summary>Reads the sources in the order of their names.</summary>
    public static async Task<IReadOnlyList<SourceStatus>> ReadAsync(OpenedStore records, CancellationToken cancellationToken)
    {
        var histories = await SourceHistory.ReadAsync(records.Store, source: null, cancellationToken);
        var statuses = new List<SourceStatus>();
        foreach (var (lane, reports) in histories)
        {
            var inOrder = reports.OrderBy(report => report.Order).ToList();
            statuses.Add(new SourceStatus(
                lane,
                inOrder.Find(report => report.Stamp == lane.Active),
                inOrder.FindAll(report => report.Status is ReportStatus.Waiting),
                inOrder.FindAll(report => report.Status is ReportStatus.Held),
                inOrder.FindAll(report => report.Status is ReportStatus.Incomplete && !lane.IsStale(report)),
                inOrder.Find(report => report.ReportId == lane.Last?.ReportId),
                await FreshnessAsync(lane, records.Policies, cancellationToken)));
        }

        return statuses;
    }

    private static async Task<int?> FreshnessAsync(Lane lane, IPolicies policies, CancellationToken cancellationToken)
    {
        if (lane.LastPolicy is not { } hash)
            return null;
        try
        {
            return (await policies.ReadAsync(hash, cancellationToken)).For(lane.Source).Freshness.HoursOf(lane.Source);
        }
        catch (InvalidDataException)
        {
            // Everything else can be shown without it.
            return null;
        }
    }
}
