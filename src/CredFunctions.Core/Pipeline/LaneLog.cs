using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>Logs and counts how reports move through their lanes.</summary>
internal static partial class LaneLog
{
    public static void Note(this ILogger logger, LaneStep step, DateTimeOffset now)
    {
        foreach (var record in step.Records)
        {
            if (!HasEnded(step.Lane, record))
            {
                Moved(logger, record.Source, record.ReportId, record.Run, record.Status);
                continue;
            }

            PipelineMeter.Ended(record, now);
            if (record.Status is ReportStatus.Withdrawn && step.Lane.LastCompleted is null)
                PipelineMeter.Forgotten(record.Source);
            if (record.Status is ReportStatus.Complete or ReportStatus.Stale or ReportStatus.Withdrawn)
                Ended(logger, record.Source, record.ReportId, record.Run, record.Status, record.Counts.Accounts);
            else
                EndedBadly(logger, record.Source, record.ReportId, record.Run, record.Status, record.Reason);
        }

        foreach (var upload in step.Uploads.Where(upload => upload.Match is ReportMatch.SameReport or ReportMatch.SameHours))
            Same(logger, upload.Name, step.Lane.Source, upload.ReportId, upload.AsOf);
    }

    /// <summary>Logs that all chunks of a report are queued.</summary>
    /// <param name="recorded">How many of its chunks were recorded before.</param>
    public static void Queued(this ILogger logger, ReportRecord record, int recorded) => Queued(
        logger, record.Source, record.ReportId, record.Run, record.Counts.Accounts, record.Counts.UnreadableRows, record.Chunks, recorded);

    // Withdrawing a source's only report is a run of its own. A report that stays complete ended with its run.
    private static bool HasEnded(Lane lane, ReportRecord record) => record.Status switch
    {
        ReportStatus.Waiting or ReportStatus.Recording => false,
        ReportStatus.Withdrawn => lane.Active != record.Stamp,
        ReportStatus.Complete => lane.LastCompleted == record.Stamp,
        _ => true,
    };

    [LoggerMessage(1, LogLevel.Information, "Report {reportId} of {source}, run {run}: {status}.")]
    private static partial void Moved(ILogger logger, string source, string reportId, int run, ReportStatus status);

    [LoggerMessage(2, LogLevel.Information, "Report {reportId} of {source}, run {run}, ended: {outcome}, {accounts} accounts.")]
    private static partial void Ended(ILogger logger, string source, string reportId, int run, ReportStatus outcome, long accounts);

    [LoggerMessage(3, LogLevel.Warning, "Report {reportId} of {source}, run {run}, ended: {outcome}. {reason}")]
    private static partial void EndedBadly(ILogger logger, string source, string reportId, int run, ReportStatus outcome, string? reason);

    [LoggerMessage(4, LogLevel.Information, "The file {name} of {source}, as of {asOf:u}, is report {reportId} again.")]
    private static partial void Same(ILogger logger, string name, string source, string reportId, DateTimeOffset asOf);

    [LoggerMessage(5, LogLevel.Information,
        "Report {reportId} of {source}, run {run}, is queued: {accounts} accounts and {unreadableRows} unreadable rows in "
        + "{chunks} chunks, {recorded} of them recorded before.")]
    private static partial void Queued(
        ILogger logger, string source, string reportId, int run, long accounts, long unreadableRows, int? chunks, int recorded);
}
