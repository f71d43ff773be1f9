namespace CredFunctions.Evidence.Csv;

/// <summary><c>not-assessed.csv</c>: every verdict that could not be given, and the cells that kept it from being given.</summary>
internal sealed class NotAssessedTable(EvidenceText text) : IEvidenceFormat
{
    private readonly CsvTable table = new(text, "account_id", "username", "rule", "subject", "reason");

    public void Add(EvidenceAccount account)
    {
        if (!account.IsInReport)
            return;

        foreach (var (rule, subject, reason) in account.State.NotAssessed)
        {
            table.Cell(account.State.AccountId);
            table.Cell(account.State.Username);
            table.Cell(rule);
            table.Cell(subject.Name());
            table.Cell(reason);
            table.EndRow();
        }
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken) => Task.CompletedTask;
}
