using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

namespace CredFunctions.Pipeline;

/// <summary>
/// Completes a run once all its chunks are recorded. Until then it checks again, up to the policy's
/// <see cref="PolicySettings.CompletionDeadline"/>; after that the report is incomplete.
/// </summary>
public sealed class CompleteReport(
    LaneKeeper lanes, InboxFiles files, ReportPolicies policies, RunCompletion completion, CompletionAsks asks)
{
    public async Task HandleAsync(CompletionMessage message, CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(CompleteReport), message.Source, message.Run);
        if (await lanes.ReportAsync(message.Source, message.Run.ReportId, cancellationToken) is not { } record)
            return;
        if (!await lanes.IsActiveAsync(message.Source, message.Run, cancellationToken))
        {
            // The run has ended already; its file may not be archived yet.
            if (record is { Status: ReportStatus.Complete } && record.Stamp == message.Run)
                await files.ArchiveAsync(record, cancellationToken);
            return;
        }

        if (record.Status is ReportStatus.Withdrawn)
        {
            if (!await completion.ForgetAsync(record, cancellationToken))
                await asks.DisturbedAsync(message, record, cancellationToken);
            return;
        }

        // The run has not begun: reading its report pins it to a policy.
        if (record.Policy.Length == 0)
            return;

        var policy = await policies.OfAsync(record, cancellationToken);
        var recorded = await completion.CountChunksAsync(record, cancellationToken);
        if (recorded == record.Chunks)
        {
            var (completed, isDisturbed) = await completion.CompleteAsync(record, policy, cancellationToken);
            if (isDisturbed)
                await asks.DisturbedAsync(message, record, cancellationToken);
            else if (completed is not null)
                await files.ArchiveAsync(completed, cancellationToken);
        }
        else if (asks.IsOver(record, policy))
        {
            await GiveUpAsync(record, recorded, policy, cancellationToken);
        }
        else
        {
            await asks.UnfinishedAsync(message, record, recorded, cancellationToken);
        }
    }

    private async Task GiveUpAsync(ReportRecord record, int recorded, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var missing = record.Chunks is { } chunks ? $"{chunks - recorded} of {Counted.Of(chunks, "part")}" : "some of its accounts";
        var deadline = policy.CompletionDeadline;
        var waited = deadline.Minutes == 0
            ? Counted.Of((long)deadline.TotalHours, "hour")
            : Counted.Of((long)deadline.TotalMinutes, "minute");
        var reason = $"After {waited} {missing} could not be recorded.";
        var incomplete = record with { Status = ReportStatus.Incomplete, Reason = reason };
        if (await lanes.EndAsync(incomplete, policy, cancellationToken))
            await files.ArchiveAsync(incomplete, cancellationToken);
    }
}
