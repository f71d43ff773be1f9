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
