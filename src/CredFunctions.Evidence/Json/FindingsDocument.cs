using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Findings;

namespace CredFunctions.Evidence.Json;

/// <summary>
/// <c>findings.json</c>: the document of <c>scan --format json</c>, docs/schema/scan-v2.schema.json. Its figures stand in
/// front of the accounts, so these wait.
/// </summary>
internal sealed class FindingsDocument(EvidenceText text) : IEvidenceFormat, IDisposable
{
    private const int SchemaVersion = 2;

    private static readonly JsonWriterOptions Options = new() { Encoder = JsonText.Encoder, SkipValidation = true };

    private readonly JsonElements accounts = new(Options);
    private readonly JsonElements changes = new(Options);
    private readonly Totals totals = new();

    public void Add(EvidenceAccount account)
    {
        Count(account);
        var isOpen = account.Findings.Any(finding => finding.Status is not FindingStatus.Resolved);
        if (isOpen || (account.IsInReport && account.State.NotAssessed.Count > 0))
            accounts.Add(json => WriteAccount(json, account));
        foreach (var accountEvent in account.Events.Where(accountEvent => accountEvent.Kind is AccountEventKind.Changed))
            changes.Add(json => WriteChange(json, account.State.AccountId, accountEvent));
    }

    public async Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(text, Options);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        ReportJson.Write(json, result, totals);

        json.WriteStartArray("accounts"u8);
        json.Flush();
        await accounts.CopyToAsync(text, cancellationToken);
        json.WriteEndArray();

        json.WriteStartArray("changes"u8);
        json.Flush();
        await changes.CopyToAsync(text, cancellationToken);
        json.WriteEndArray();

        json.WriteStartArray("notCovered"u8);
        foreach (var sentence in result.Details.NotCovered)
            json.WriteStringValue(sentence);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        text.Write("\n"u8);
    }

    public void Dispose()
    {
        accounts.Dispose();
        changes.Dispose();
    }

    // A finding that is not evaluated is listed and not counted.
    private void Count(EvidenceAccount account)
    {
        if (account.Findings.Count == 0)
            return;

        var counted = account.Findings.Where(finding => finding.Status is FindingStatus.Open or FindingStatus.Suppressed).ToList();
        totals.Add([.. counted.Select(finding => finding.State.Severity)], notAssessed: 0);
        foreach (var finding in counted.Where(finding => finding.Status is FindingStatus.Suppressed))
            totals.Suppress(finding.State.Severity);
    }

    private static void WriteAccount(Utf8JsonWriter json, EvidenceAccount account)
    {
        var state = account.State;
        json.WriteStartObject();
        json.WriteString("accountId"u8, state.AccountId);
        json.WriteString("username"u8, state.Username);
        json.WriteString("userType"u8, state.UserType);
        json.WriteString("profile"u8, state.Profile.Name());
        json.WriteStartArray("findings"u8);
        foreach (var finding in account.Findings.Where(finding => finding.Status is not FindingStatus.Resolved))
        {
            json.WriteStartObject();
            FindingJson.WriteMembers(json, finding.State, finding.Status.Name());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notAssessed"u8);
        foreach (var rule in account.IsInReport ? state.NotAssessed : [])
            FindingJson.Write(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, string accountId, AccountEvent change)
    {
        json.WriteStartObject();
        json.WriteString("change"u8, change.Change);
        json.WriteString("accountId"u8, accountId);
        json.WriteString("severity"u8, change.Severity.Name());
        json.WriteString("message"u8, change.Message);
        json.WriteEndObject();
    }
}
