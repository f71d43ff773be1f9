using System.Text.Json;

namespace CredFunctions.Evidence.Json;

/// <summary>
/// <c>accounts.jsonl</c>: an account a line, with every verdict. A check that a line does not name did not apply, or its
/// rule was off.
/// </summary>
internal sealed class AccountLines(EvidenceText text) : IEvidenceFormat, IDisposable
{
    private readonly Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true });
    private readonly PassedJson passed = new();

    public void Add(EvidenceAccount account)
    {
        json.Reset();
        json.WriteStartObject();
        WriteAccount(account);
        json.WriteStartArray("findings"u8);
        foreach (var finding in account.Findings)
            WriteFinding(finding);
        json.WriteEndArray();
        WriteNotAssessed(account);
        json.WritePropertyName("passed"u8);
        json.WriteRawValue(passed.Of(account.Outcomes.Passed), skipInputValidation: true);
        WriteEvents(account);
        json.WriteEndObject();
        json.Flush();
        text.Write("\n"u8);
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => json.Dispose();

    private void WriteAccount(EvidenceAccount account)
    {
        var state = account.State;
        json.WriteString("accountId"u8, state.AccountId);
        json.WriteString("username"u8, state.Username);
        json.WriteString("userType"u8, state.UserType);
        json.WriteString("profile"u8, state.Profile.Name());
        json.WriteString("presence"u8, account.Presence.Name());
        json.WriteString("asOf"u8, state.SnapshotAsOf.ToUniversalTime());
        if (state.GoneSince is { } gone)
            json.WriteString("goneSince"u8, gone.ToUniversalTime());
    }

    private void WriteFinding(EvidenceFinding finding)
    {
        var state = finding.State;
        json.WriteStartObject();
        FindingJson.WriteMembers(json, state, finding.Status.Name(), state.Suppression);
        json.WriteString("openedAt"u8, state.OpenedAt.ToUniversalTime());
        json.WriteNumber("openings"u8, state.Openings);
        json.WriteString("lastSeen"u8, state.LastSeen.ToUniversalTime());
        if (state.ResolvedAt is { } resolved)
            json.WriteString("resolvedAt"u8, resolved.ToUniversalTime());
        json.WriteEndObject();
    }

    private void WriteNotAssessed(EvidenceAccount account)
    {
        json.WriteStartArray("notAssessed"u8);
        if (account.IsInReport)
        {
            foreach (var rule in account.State.NotAssessed)
                FindingJson.Write(json, rule);
        }

        json.WriteEndArray();
    }

    private void WriteEvents(EvidenceAccount account)
    {
        json.WriteStartArray("events"u8);
        foreach (var accountEvent in account.Events)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, accountEvent.Kind.Name());
            json.WriteString("severity"u8, accountEvent.Severity.Name());
            if (accountEvent.Change is { } change)
                json.WriteString("change"u8, change);
            if (accountEvent.Rule is { } rule)
                json.WriteString("rule"u8, rule);
            if (accountEvent.Fingerprint is { } fingerprint)
                json.WriteString("fingerprint"u8, fingerprint);
            json.WriteString("message"u8, accountEvent.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
