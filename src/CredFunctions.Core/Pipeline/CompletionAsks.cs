using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>Schedules another check, with back-off, of whether a run is recorded.</summary>
public sealed partial class CompletionAsks(
    IPipelineQueues queues, PipelineLimits limits, TimeProvider time, ILogger<CompletionAsks> logger)
{
    /// <summary>Whether a run has had the time that the policy gives it.</summary>
    public bool IsOver(ReportRecord record, AssessmentPolicy policy) => time.GetUtcNow() - record.StartedAt > policy.CompletionDeadline;

    /// <summary>Some chunks are not recorded yet.</summary>
    public Task UnfinishedAsync(CompletionMessage message, ReportRecord record, int recorded, CancellationToken cancellationToken)
    {
        Log.Unfinished(logger, record.Source, record.ReportId, record.Run, recorded, record.Chunks, message.Ask);
        return AskAgainAsync(message, cancellationToken);
    }

    /// <summary>An account changed while the run was being completed.</summary>
    public Task DisturbedAsync(CompletionMessage message, ReportRecord disturbed, CancellationToken cancellationToken)
    {
        Log.Disturbed(logger, disturbed.Source, disturbed.ReportId, disturbed.Run);
        return AskAgainAsync(message, cancellationToken);
    }

    // Another number each time: a queue that drops what it has seen before must not drop this one.
    private async Task AskAgainAsync(CompletionMessage message, CancellationToken cancellationToken)
    {
        if (message.Ask < limits.MaxAsks)
            await queues.SendAsync(message with { Ask = message.Ask + 1 }, limits.DelayOf(message.Ask), cancellationToken);
        else
            Log.LeftToTheSweep(logger, message.Source, message.Run.ReportId, message.Run.Number, message.Ask);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug,
            "Report {reportId} of {source}, run {run}, is not complete yet: {recorded} of {chunks} chunks are recorded, asked "
            + "{ask} times before.")]
        public static partial void Unfinished(ILogger logger, string source, string reportId, int run, int recorded, int? chunks, int ask);

        [LoggerMessage(2, LogLevel.Information,
            "Accounts changed while report {reportId} of {source}, run {run}, was being completed: it is tried again.")]
        public static partial void Disturbed(ILogger logger, string source, string reportId, int run);

        [LoggerMessage(3, LogLevel.Warning,
            "Report {reportId} of {source}, run {run}, is not complete after {ask} looks: the next sweep resumes it.")]
        public static partial void LeftToTheSweep(ILogger logger, string source, string reportId, int run, int ask);
    }
}
