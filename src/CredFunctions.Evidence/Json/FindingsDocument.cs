using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Findings;

namespace CredFunctions.Evidence.Json;

/// <summary>
/// <c>findings.json</c>, as <see cref="FindingsJson"/> writes it. The totals come before the accounts, so accounts and changes
/// are spooled until the totals are known.
/// </summary>
internal sealed class FindingsDocument(EvidenceText text, RunContext run) : IEvidenceFormat
{
    private readonly SpooledElements accounts = new();
    private readonly SpooledElements changes = new();
    private readonly SpooledElements due = new();
    private readonly Totals totals = new();

    public void Add(EvidenceAccount account)
    {
        foreach (var check in account.Due)
        {
            var grant = DueList.ExceptionOf(check, account.State.AccountId, account.State.Username, run.Policy);
            due.Add((account.State.AccountId, check, grant, run), static (json, each) =>
                FindingsJson.WriteDue(json, each.AccountId, each.check, each.grant, each.run));
        }

        // Most accounts have nothing else to write.
        if (account.Findings.Length > 0 || account.NotAssessed.Length > 0 || account.Events.Length > 0)
            Write(account);
    }

    private void Write(EvidenceAccount account)
    {
        totals.Add(
            [
                .. account.Findings.Where(finding => finding.Status is FindingStatus.Open or FindingStatus.Suppressed).Select(finding =>
                    new FindingOutline(finding.State.Rule, finding.State.Severity, finding.Status is FindingStatus.Suppressed)),
            ],
            account.NotAssessed.Length);
        if (FindingsJson.Lists(account.State, run))
            accounts.Add(account.State, (json, state) => FindingsJson.WriteAccount(json, state, run));
        foreach (var change in account.Events.Where(each => each.Kind is AccountEventKind.Changed))
            changes.Add(change, (json, change) => FindingsJson.WriteChange(json, account.State, change));
    }

    public async Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(text, FindingsJson.Options);
        FindingsJson.Begin(json, result, totals);
        await CopyAsync(accounts, json, cancellationToken);
        FindingsJson.BeginChanges(json);
        await CopyAsync(changes, json, cancellationToken);
        if (run.Policy.ListsDue)
        {
            FindingsJson.BeginDue(json);
            await CopyAsync(due, json, cancellationToken);
        }

        FindingsJson.End(json, result);
        text.Write("\n"u8);
    }

    private async Task CopyAsync(SpooledElements elements, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        json.Flush();
        await text.FlushAsync(cancellationToken);
        await elements.CopyToAsync(text.Content, cancellationToken);
    }

    public void Dispose()
    {
        accounts.Dispose();
        changes.Dispose();
        due.Dispose();
    }
}
