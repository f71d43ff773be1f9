using CredFunctions.Accounts;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>
/// Writes the evidence of the last completed run anew, from the state: it was recorded by a scan that was asked for none.
/// </summary>
internal static class RecordedEvidence
{
    public static async Task<IReadOnlyList<string>> WriteAsync(
        IRunEvidence evidence, IAuditStore store, ReportRecord record, ReportDetails details, AssessmentPolicy policy,
            CancellationToken cancellationToken)
    {
        var run = new RunContext { Run = record.Stamp, Policy = policy, LastCompleted = record.ComparedWith };
        await evidence.KeepAsync(record, details, cancellationToken);
        await using var writer = await evidence.BeginAsync(record, run, cancellationToken);
        var news = new NotificationPlan(record.Source, run, writer);
        await foreach (var account in store.ReadAllAccountsAsync(record.Source, cancellationToken))
        {
            await news.AddAsync(account.State, cancellationToken);
            await writer.AddAsync(account.State, cancellationToken);
        }

        await news.EndAsync(cancellationToken);
        return await writer.CommitAsync(record, cancellationToken);
    }
}
