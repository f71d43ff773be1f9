using CredFunctions.Reports;

namespace CredFunctions.Runs;

/// <summary>Whether an upload is one that was seen before, and what a changed as-of makes of it. Pure.</summary>
internal static class UploadRules
{
    /// <param name="seen">What was seen last under the upload's name; null where nothing was.</param>
    /// <param name="of">The report that it is.</param>
    /// <param name="found">The upload as it would be were it never seen.</param>
    public static UploadMeeting Meet(Upload? seen, ReportRecord? of, Upload found)
    {
        if (seen is null || !IsSame(seen, found))
            return new UploadMeeting(found, IsNew: true);
        if (seen.GivenAsOf != found.GivenAsOf)
            return MeetAtAnotherTime(seen, of, found);

        var again = seen with { Version = found.Version, IsAccepted = found.IsAccepted };
        var isReleased = seen.IsRefused && of?.Status is ReportStatus.Withdrawn;
        return of is null || isReleased
            ? new UploadMeeting(
                again with { ReportId = ReportFile.IdOf(again.Sha256, again.AsOf), Match = ReportMatch.Undecided }, IsNew: true)
            : new UploadMeeting(again, IsNew: false);
    }

    /// <summary>What follows for the lane from an upload that was met.</summary>
    /// <param name="meeting">What becomes of the upload.</param>
    /// <param name="known">The upload's report; null where it is not known.</param>
    /// <param name="arrival">The report that the upload would be if none were known.</param>
    /// <param name="isRequested">Whether a person asks for it, so that it counts as new though it was seen before.</param>
    public static LaneStep Follow(
        Lane lane, UploadMeeting meeting, ReportRecord? known, ReportRecord arrival, bool isRequested, DateTimeOffset now)
    {
        var step = new LaneStep(lane, []) { Removed = meeting.Replaced is { } replaced ? [replaced] : [] };
        var upload = meeting.Upload;
        if (meeting.IsLater)
            return known!.Version == arrival.Version ? step : step.With(known with { Version = arrival.Version });
        if (upload.IsRefused)
            return step;
        if (arrival.Status is ReportStatus.Rejected && meeting.IsNew)
            return step.With(arrival with { ReportId = upload.ReportId, Run = (known?.Run ?? 0) + 1 });

        var record = arrival with
        {
            ReportId = upload.ReportId,
            Status = ReportStatus.Waiting,
            AsOf = upload.AsOf,
            AsOfOrigin = upload.AsOfOrigin,
            Corrects = upload.Corrects,
        };
        return known is null
            ? LaneRules.Arrive(step, record, now)
            : LaneRules.Meet(step, known, record, meeting.IsNew || isRequested, now);
    }

    // The same bytes again under another version are an upload of their own, unless their metadata changed.
    private static bool IsSame(Upload seen, Upload found) => seen.Sha256 == found.Sha256
        && (seen.Version == found.Version || seen.GivenAsOf != found.GivenAsOf || seen.IsAccepted != found.IsAccepted);

    private static UploadMeeting MeetAtAnotherTime(Upload seen, ReportRecord? of, Upload found)
    {
        if (of is null || of.ReportId == found.ReportId)
            return new UploadMeeting(found, IsNew: true);

        var isItsOwn = of.Name == found.Name && !of.IsReplayed;
        return of.Status switch
        {
            // It is read to its end first.
            ReportStatus.Recording when isItsOwn => new UploadMeeting(seen, IsNew: false) { IsLater = true },
            ReportStatus.Withdrawn => new UploadMeeting(found with { Corrects = of.ReportId }, IsNew: true),
            ReportStatus.Waiting or ReportStatus.Held when isItsOwn && of.CompletedRun is null =>
                new UploadMeeting(found with { Corrects = of.Corrects }, IsNew: true) { Replaced = of.ReportId },
            _ when of.CompletedRun is not null && found.AsOf < of.AsOf =>
                new UploadMeeting(
                    found with { ReportId = of.ReportId, Match = ReportMatch.SameReport, Corrects = of.ReportId }, IsNew: false),
            _ => new UploadMeeting(found, IsNew: true),
        };
    }
}

/// <summary>What becomes of an upload.</summary>
/// <param name="Upload">The upload as it is to be stored.</param>
/// <param name="IsNew">Whether it was never seen, or is a report of its own only now.</param>
internal sealed record UploadMeeting(Upload Upload, bool IsNew)
{
    /// <summary>Whether it has to come again, once its report is not being recorded any more.</summary>
    public bool IsLater { get; init; }

    /// <summary>The report that it was before its as-of changed, and which goes.</summary>
    public string? Replaced { get; init; }
}
