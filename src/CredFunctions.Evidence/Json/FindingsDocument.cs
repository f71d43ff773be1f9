using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Findings;

namespace CredFunctions.Evidence.Json;

/// <summary>
/// <c>findings.json</c>, as <see cref="FindingsJson"/> writes it. The totals come before the accounts, so accounts and changes
/// are spooled until the totals are known.
/// </summary>
internal sealed class FindingsDocument(EvidenceText text, RunContext run) : IEvidenceFormat, IDisposable
{
    private readonly JsonElements accounts = new(FindingsJson.Options);
    private readonly JsonElements changes = new(FindingsJson.Options);
    private readonly Totals totals = new();

    public void Add(EvidenceAccount account)
    {
        var counted = account.Findings.Where(finding => finding.Status is FindingStatus.Open or FindingStatus.Suppressed)
            .Select(finding => new FindingOutline(
                finding.State.Rule, finding.State.Severity, finding.Status is FindingStatus.Suppressed));
        totals.Add([.. counted], account.IsInReport ? account.State.NotAssessed.Count : 0);
        if (FindingsJson.Lists(account.State, run))
            accounts.Add(json => FindingsJson.WriteAccount(json, account.State, run));
        foreach (var change in account.Events.Where(each => each.Kind is AccountEventKind.Changed))
            changes.Add(json => FindingsJson.WriteChange(json, account.State, change));
    }

    public async Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(text, FindingsJson.Options);
        FindingsJson.Begin(json, result, totals);
        json.Flush();
        await accounts.CopyToAsync(text, cancellationToken);
        FindingsJson.BeginChanges(json);
        json.Flush();
        await changes.CopyToAsync(text, cancellationToken);
        FindingsJson.End(json, result);
        text.Write("\n"u8);
    }

    public void Dispose()
    {
        accounts.Dispose();
        changes.Dispose();
    }
}
