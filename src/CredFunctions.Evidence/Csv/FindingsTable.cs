using System.Globalization;


namespace CredFunctions.Evidence.Csv;

/// <summary><c>findings.csv</c>: every open finding, and those that the run resolved.</summary>
internal sealed class FindingsTable(EvidenceText text) : IEvidenceFormat
{
    private readonly CsvTable table = new(
        text,
        "account_id", "username", "user_type", "profile", "rule", "title", "severity", "state", "subject", "secret_id", "message",
        "first_seen", "opened_at", "openings", "last_seen", "resolved_at", "exception_until", "exception_reason", "exception_owner",
        "cells", "fingerprint");

    public void Add(EvidenceAccount account)
    {
        foreach (var finding in account.Findings)
            Write(account, finding);
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken) => Task.CompletedTask;

    private void Write(EvidenceAccount account, EvidenceFinding finding)
    {
        var state = finding.State;
        table.Cell(account.State.AccountId);
        table.Cell(account.State.Username);
        table.Cell(account.State.UserType);
        table.Cell(account.State.Profile.Name());
        table.Cell(state.Rule);
        table.Cell(finding.Rule?.Title);
        table.Cell(state.Severity.Name());
        table.Cell(finding.Status.Name());
        table.Cell(state.Subject.Name());
        table.Cell(state.SecretIdMask);
        table.Cell(state.Message);
        table.Cell(state.FirstSeen);
        table.Cell(state.OpenedAt);
        table.Cell(state.Openings);
        table.Cell(state.LastSeen);
        table.Cell(state.ResolvedAt);
        table.Cell(state.Suppression?.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        table.Cell(state.Suppression?.Reason);
        table.Cell(state.Suppression?.Owner);
        table.Cell(string.Join("; ", state.Evidence.Select(cell => $"{cell.Key}: {cell.Value}")));
        table.Cell(state.Fingerprint);
        table.EndRow();
    }
}
