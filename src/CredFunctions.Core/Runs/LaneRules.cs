using CredFunctions.Accounts;

namespace CredFunctions.Runs;

/// <summary>How reports move through their lane. Pure: a lane, its records and an event give the next step.</summary>
internal static class LaneRules
{
    /// <summary>
    /// An upload arrives of which no report has both the bytes and the as-of: which report it is shows when its turn comes.
    /// </summary>
    public static LaneStep Arrive(LaneStep step, ReportRecord arrival, DateTimeOffset now)
    {
        var number = step.Lane.Arrivals + 1;
        arrival = arrival with { Arrival = number, Status = ReportStatus.Waiting, Match = ReportMatch.Undecided, TouchedAt = now };
        return step.With(arrival) with { Lane = step.Lane with { Arrivals = number }, Arrived = arrival.ReportId };
    }

    /// <summary>A known report is met again: nothing comes of it, it changes where it stands, or it waits for its turn once more.</summary>
    /// <param name="step">What has changed so far.</param>
    /// <param name="arrival">The upload that turned out to be that report, as a record of its own would be.</param>
    /// <param name="isNew">Whether the upload is new, or a person asks for it; otherwise it is one that was seen before.</param>
    public static LaneStep Meet(LaneStep step, ReportRecord known, ReportRecord arrival, bool isNew, DateTimeOffset now)
    {
        var again = known with { IsAccepted = known.IsAccepted || arrival.IsAccepted };

        // The file is where it was uploaded last; a change of its metadata changes its version too.
        if (isNew || known.Name == arrival.Name)
            again = again with { Name = arrival.Name, Version = arrival.Version };
        return known.Status switch
        {
            ReportStatus.Complete when isNew && IsUnderOtherPolicy(step.Lane, known, arrival) =>
                Wait(step, again with { ArrivedAt = now }, now),
            ReportStatus.Rejected when isNew => Wait(step, NextRun(again, arrival.Policy, now), now),
            ReportStatus.Incomplete when isNew => Wait(step, Continued(again, now), now),
            ReportStatus.Held when again.IsAccepted => Wait(step, again, now),
            ReportStatus.Waiting or ReportStatus.Recording when again != known => step.With(again with { TouchedAt = now }),
            _ => step,
        };
    }

    /// <summary>
    /// A person asks for a report that applies by that alone: one that was withdrawn, or came too late for one that was. One
    /// that still comes too late changes nothing.
    /// </summary>
    public static LaneStep Replay(Lane lane, ReportRecord report, DateTimeOffset now) => lane.IsStale(report)
        ? new LaneStep(lane, [])
        : Wait(new LaneStep(lane, []), NextRun(report, policy: "", now) with { IsReplayed = true }, now);

    /// <summary>
    /// The last completed report is withdrawn. The report before it is recorded again, over the accounts as they are; where
    /// there is none, a run of the withdrawn report itself, with nothing in it, lets the accounts leave.
    /// </summary>
    public static LaneStep Withdraw(Lane lane, ReportRecord report, ReportRecord? before, DateTimeOffset now)
    {
        var withdrawn = report with { Status = ReportStatus.Withdrawn, TouchedAt = now };
        if (before is null)
        {
            withdrawn = withdrawn with { Run = report.Run + 1, Policy = "", Chunks = 0, StartedAt = now };
            return Start(new LaneStep(lane with { Last = null, SeenAgainAsOf = null }, []), withdrawn);
        }

        var again = NextRun(before, policy: "", now) with
        {
            Status = ReportStatus.Recording,
            StartedAt = now,
            TouchedAt = now,
            IsReplayed = true,
            Withdraws = report.ReportId,
        };
        lane = lane with { Last = LastOf(before), SeenAgainAsOf = null };
        return Start(new LaneStep(lane, [withdrawn]), again);
    }

    /// <summary>The active run ends, with any status.</summary>
    public static LaneStep Leave(Lane lane, ReportRecord ended, DateTimeOffset now)
    {
        ended = ended with { TouchedAt = now };
        if (ended.Status is ReportStatus.Complete)
        {
            ended = ended with
            {
                CompletedRun = ended.Run,
                Before = lane.Last?.ReportId == ended.ReportId ? ended.Before : lane.Last?.ReportId,
            };
            lane = lane with
            {
                LastCompleted = ended.Stamp,
                Last = LastOf(ended),
                LastPolicy = ended.Policy,
                LastHadUnreadableRows = ended.Counts.UnreadableRows > 0,
            };
        }

        // Its accounts are forgotten: the next report is a first one.
        if (ended.Status is ReportStatus.Withdrawn)
            lane = lane with { LastCompleted = null, Last = null, LastPolicy = null, LastHadUnreadableRows = false, SeenAgainAsOf = null };
        return new LaneStep(lane with { Active = null }, [ended]);
    }

    /// <summary>
    /// The next report has its turn: a held one is stale once a later one is completed, a waiting one is started where it is a
    /// report of its own.
    /// </summary>
    /// <param name="step">What has changed so far; no run is active.</param>
    /// <param name="next">The report, waiting or held.</param>
    /// <param name="known">The source's reports with the same bytes; not needed for one that is decided.</param>
    /// <param name="upload">What is stored of the upload under the report's name.</param>
    public static LaneStep Take(LaneStep step, ReportRecord next, IEnumerable<ReportRecord> known, Upload? upload, DateTimeOffset now)
    {
        if (next.Status is ReportStatus.Held)
            return step.Lane.IsStale(next) ? step.With(next with { Status = ReportStatus.Stale, Reason = null, TouchedAt = now }) : step;
        if (next.Match is not ReportMatch.Undecided)
            return Enter(step, next, now);

        List<ReportRecord> others =
        [
            .. known.Select(step.Current).OfType<ReportRecord>()
                .Where(other => other.ReportId != next.ReportId && other.ReportId != next.Corrects && other.Sha256 == next.Sha256)
                .OrderBy(other => other.Order),
        ];
        var within = TimeSpan.FromHours(next.SameReportHours);
        if (others.FindLast(other => IsAssessed(other, orHeld: true) && (other.AsOf - next.AsOf).Duration() < within) is { } same)
            return BeSame(step, same, next, upload, now);

        var (match, copied) =
            step.Lane.IsStale(next) ? (ReportMatch.New, null)
            : step.Lane.Last?.Sha256 == next.Sha256 ? (ReportMatch.Unchanged, null)
            : others.FindLast(other => IsAssessed(other, orHeld: false)) is { } older ? (ReportMatch.OlderCopy, older.AsOf)
            : (ReportMatch.New, (DateTimeOffset?)null);
        if (upload is not null && upload.ReportId == next.ReportId)
            step = step.With(upload with { Match = match });
        return Enter(step, next with { Match = match, OlderCopyOf = copied }, now);
    }

    private static LaneStep BeSame(LaneStep step, ReportRecord same, ReportRecord next, Upload? upload, DateTimeOffset now)
    {
        var latest = same.AsOf > next.AsOf ? same.AsOf : next.AsOf;
        step = step with
        {
            Lane = step.Lane with { SeenAgainAsOf = step.Lane.SeenAgainAsOf > latest ? step.Lane.SeenAgainAsOf : latest },
            Records = [.. step.Records.Where(record => record.ReportId != next.ReportId)],
            Removed = step.Arrived == next.ReportId ? step.Removed : [.. step.Removed, next.ReportId],
        };
        if (upload is not null && upload.ReportId == next.ReportId)
            step = step.With(upload with { ReportId = same.ReportId, Match = ReportMatch.SameHours });

        step = Meet(step, same, next, isNew: true, now);
        return step.Current(same) is { Status: ReportStatus.Waiting } again ? Enter(step, again, now) : step;
    }

    private static LaneStep Enter(LaneStep step, ReportRecord record, DateTimeOffset now)
    {
        record = record with { TouchedAt = now, Reason = null };

        // It is to be assessed again. Where a later report was completed while it waited, it stays as it was.
        if (record.CompletedRun == record.Run)
        {
            if (step.Lane.IsStale(record))
                return step.With(record with { Status = ReportStatus.Complete });
            record = NextRun(record, policy: "", record.ArrivedAt);
        }

        return step.Lane.IsStale(record)
            ? step.With(record with { Status = ReportStatus.Stale })
            : Start(step, record with { Status = ReportStatus.Recording, StartedAt = now });
    }

    private static LaneStep Start(LaneStep step, ReportRecord record) =>
        step.With(record) with { Lane = step.Lane with { Active = record.Stamp, Starts = step.Lane.Starts + 1 } };

    private static LaneStep Wait(LaneStep step, ReportRecord record, DateTimeOffset now) =>
        step.With(record with { Status = ReportStatus.Waiting, Reason = null, TouchedAt = now });

    // Whether it was assessed and recorded; a further run under another policy may be on its way.
    private static bool IsAssessed(ReportRecord report, bool orHeld) =>
        report.Status is ReportStatus.Withdrawn || report.CompletedRun is not null || (orHeld && report.Status is ReportStatus.Held);

    // Only the latest report is assessed anew: an older one would judge today's accounts by yesterday's cells.
    private static bool IsUnderOtherPolicy(Lane lane, ReportRecord known, ReportRecord arrival) =>
        known.Policy != arrival.Policy && lane.Last?.ReportId == known.ReportId;

    private static ReportRecord NextRun(ReportRecord known, string policy, DateTimeOffset now) => known with
    {
        Run = known.Run + 1,
        ArrivedAt = now,
        Policy = policy,
        Chunks = null,
        Counts = new ReportCounts(),
        Reason = null,
        Withdraws = null,
        IsReplayed = false,
    };

    // Other runs may have written over what an incomplete one recorded, so all of it is recorded again, under a number of its own:
    // an account that only the earlier run touched would be taken to have left.
    private static ReportRecord Continued(ReportRecord incomplete, DateTimeOffset now) =>
        NextRun(incomplete, incomplete.Policy, now) with { Withdraws = incomplete.Withdraws, IsReplayed = incomplete.IsReplayed };

    private static LastReport LastOf(ReportRecord report) => new(report.ReportId, report.Sha256, report.Order);
}
