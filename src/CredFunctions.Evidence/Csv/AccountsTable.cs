using System.Numerics;

using CredFunctions.Findings;

namespace CredFunctions.Evidence.Csv;

/// <summary><c>accounts.csv</c>: every account, one without a finding too.</summary>
internal sealed class AccountsTable(EvidenceText text) : IEvidenceFormat
{
    private readonly CsvTable table = new(
        text,
        "account_id", "username", "user_type", "profile", "presence", "worst", "critical", "high", "medium", "low", "info", "suppressed",
        "checks_failed", "checks_passed", "checks_not_assessed", "as_of", "gone_since");

    public void Add(EvidenceAccount account)
    {
        var (state, outcomes) = (account.State, account.Outcomes);
        Span<int> open = stackalloc int[Totals.WorstFirst.Count];
        var (suppressed, worst) = (0, -1);
        foreach (var finding in account.Findings)
        {
            if (finding.Status is FindingStatus.Resolved)
                continue;
            open[(int)finding.State.Severity]++;
            worst = Math.Max(worst, (int)finding.State.Severity);
            suppressed += finding.Status is FindingStatus.Suppressed ? 1 : 0;
        }

        table.Cell(state.AccountId);
        table.Cell(state.Username);
        table.Cell(state.UserType);
        table.Cell(state.Profile.Name());
        table.Cell(account.Presence.Name());
        table.Cell(worst < 0 ? null : ((Severity)worst).Name());
        foreach (var severity in Totals.WorstFirst)
            table.Cell(open[(int)severity]);
        table.Cell(suppressed);
        table.Cell(BitOperations.PopCount(outcomes.Failed));
        table.Cell(BitOperations.PopCount(outcomes.Passed));
        table.Cell(BitOperations.PopCount(outcomes.NotAssessed));
        table.Cell(state.SnapshotAsOf);
        table.Cell(state.GoneSince);
        table.EndRow();
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken) => Task.CompletedTask;
}
