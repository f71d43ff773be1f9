using CredFunctions.Accounts;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>Writes the evidence of the last completed run anew, from the state: it was recorded by a scan that was asked for none.</summary>
internal static class RecordedEvidence
{
    public static async Task<IReadOnlyList<string>> WriteAsync(
        IRunEvidence evidence, IAuditStore store, ReportRecord record, ReportDetails details, AssessmentPolicy policy, CancellationToken cancellation)
    {
        var run = new RunContext { Run = record.Stamp, Policy = policy, LastCompleted = record.ComparedWith };
        await evidence.KeepAsync(record, details, cancellation);
        await using var writer = await evidence.BeginAsync(record, run, cancellation);
        var news = new ReportNews(record.Source, run, writer);
        await foreach (var account in store.ReadAllAccountsAsync(record.Source, cancellation))
        {
            await news.AddAsync(account.State, cancellation);
            await writer.AddAsync(account.State, cancellation);
        }

        await news.EndAsync(cancellation);
        return await writer.CommitAsync(record, cancellation);
    }
}
