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
    private readonly Totals totals = new();

    public void Add(EvidenceAccount account)
    {
        // Most accounts have nothing to write.
        if (account.Findings.Count > 0 || account.NotAssessed.Count > 0 || account.Events.Count > 0)
            Write(account);
    }

    private void Write(EvidenceAccount account)
    {
        totals.Add(
            [
                .. account.Findings.Where(finding => finding.Status is FindingStatus.Open or FindingStatus.Suppressed).Select(finding =>
                    new FindingOutline(finding.State.Rule, finding.State.Severity, finding.Status is FindingStatus.Suppressed)),
            ],
            account.NotAssessed.Count);
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

    /// <summary>Elements of an array that wait for their place in the document; more than a few wait in a temporary file.</summary>
    private sealed class SpooledElements : IDisposable
    {
        private readonly EvidenceText pending = new(Stream.Null);
        private readonly Utf8JsonWriter json;
        private FileStream? file;
        private bool isFirst = true;

        public SpooledElements() => json = new Utf8JsonWriter(pending, FindingsJson.Options);

        public void Add(Action<Utf8JsonWriter> write)
        {
            if (!isFirst)
                pending.Write(","u8);
            isFirst = false;
            json.Reset();
            write(json);
            json.Flush();
            if (pending.IsFull)
                pending.MoveTo(file ??= TemporaryFile.Create());
        }

        public async Task CopyToAsync(EvidenceText target, CancellationToken cancellationToken)
        {
            if (file is not null)
            {
                await target.FlushAsync(cancellationToken);
                file.Position = 0;
                await file.CopyToAsync(target.Content, cancellationToken);
            }

            target.Write(pending.Pending);
        }

        public void Dispose()
        {
            json.Dispose();
            file?.Dispose();
        }
    }
}
