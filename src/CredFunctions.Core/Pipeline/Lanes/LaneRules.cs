using CredFunctions.Accounts;

namespace CredFunctions.Pipeline.Lanes;

/// <summary>How reports move through their lane. Pure: a lane, its records and an event give the next step, or none.</summary>
internal static class LaneRules
{
    /// <summary>A report arrives, for the first time or again. Null where that changes nothing.</summary>
    /// <param name="lane">The source's lane.</param>
    /// <param name="known">The record of the same bytes; null where they were never seen.</param>
    /// <param name="arrival">A record as it would be for bytes never seen.</param>
    /// <param name="isUpload">Whether this upload was never seen; one that was is a leftover.</param>
    /// <param name="now">The time.</param>
    public static LaneStep? Arrive(Lane lane, ReportRecord? known, ReportRecord arrival, bool isUpload, DateTimeOffset now)
    {
        if (known is null)
            return Enter(lane, arrival, now);

        // The as-of is the one under which the bytes were first seen; the file is where they were uploaded last.
        var again = known with { DeparturesAccepted = known.DeparturesAccepted || arrival.DeparturesAccepted };
        if (isUpload)
            again = again with { Name = arrival.Name, Version = arrival.Version };
        return known.Status switch
        {
            ReportStatus.Complete when isUpload && IsUnderOtherPolicy(lane, known, arrival) => Enter(lane, NextRun(again, arrival), now),
            ReportStatus.Rejected when isUpload => Enter(lane, NextRun(again, arrival), now),
            ReportStatus.Incomplete when isUpload => Enter(lane, again with { ArrivedAt = now }, now),
            ReportStatus.Held when again.DeparturesAccepted => Enter(lane, again, now),
            ReportStatus.Waiting or ReportStatus.Recording when again != known => new LaneStep(lane, [again with { TouchedAt = now }]),
            _ => null,
        };
    }

    /// <summary>
    /// The active run ends, in whatever way; the earliest report that waits is started. Of those that are found stale on the
    /// way, a step takes only so many: then nothing is active after it, and <see cref="Wake"/> goes on.
    /// </summary>
    public static LaneStep Leave(Lane lane, ReportRecord ended, IEnumerable<ReportRecord> waiting, DateTimeOffset now)
    {
        var changed = new List<ReportRecord> { ended with { TouchedAt = now } };
        lane = lane with { Active = null };
        if (ended.Status is ReportStatus.Complete)
        {
            lane = lane with
            {
                LastCompleted = ended.Stamp,
                LastPolicy = ended.Policy,
                LastHadUnreadableRows = ended.Counts.UnreadableRows > 0,
                LastNotAssessed = ended.Counts.NotAssessed,
            };
        }

        return StartNext(lane, changed, waiting.Where(record => record.ReportId != ended.ReportId), now);
    }

    /// <summary>A lane in which reports wait though none is worked: start the earliest. Null where there is nothing to start.</summary>
    public static LaneStep? Wake(Lane lane, IEnumerable<ReportRecord> waiting, DateTimeOffset now) =>
        lane.Active is null && StartNext(lane, [], waiting, now) is { Records.Count: > 0 } step ? step : null;

    private static LaneStep StartNext(Lane lane, List<ReportRecord> changed, IEnumerable<ReportRecord> waiting, DateTimeOffset now)
    {
        foreach (var next in waiting.OrderBy(record => record.Stamp))
        {
            if (lane.Active is not null || changed.Count == LaneStep.MaxRecords)
                break;
            var step = Enter(lane, next, now);
            lane = step.Lane;
            changed.AddRange(step.Records);
        }

        return new LaneStep(lane, changed);
    }

    private static LaneStep Enter(Lane lane, ReportRecord record, DateTimeOffset now)
    {
        record = record with { TouchedAt = now, Reason = null };
        if (lane.IsStale(record.Stamp))
            return new LaneStep(lane, [record with { Status = ReportStatus.Stale }]);
        if (lane.Active is { } active && active != record.Stamp)
            return new LaneStep(lane, [record with { Status = ReportStatus.Waiting }]);
        return new LaneStep(lane with { Active = record.Stamp }, [record with { Status = ReportStatus.Recording, StartedAt = now }]);
    }

    // Only the latest report is assessed anew: an older one would judge today's accounts by yesterday's cells.
    private static bool IsUnderOtherPolicy(Lane lane, ReportRecord known, ReportRecord arrival) =>
        known.Policy != arrival.Policy && lane.LastCompleted?.ReportId == known.ReportId;

    private static ReportRecord NextRun(ReportRecord known, ReportRecord arrival) =>
        known with { Run = known.Run + 1, ArrivedAt = arrival.ArrivedAt, Policy = arrival.Policy, Chunks = null, Counts = new ReportCounts(), Evidence = [] };
}
