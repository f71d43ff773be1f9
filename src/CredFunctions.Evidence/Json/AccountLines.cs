using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Json;

/// <summary>
/// <c>accounts.jsonl</c>: an account a line, with every verdict. A check that is not named did not apply, or its rule was off. Most
/// accounts pass what others before them passed: the first line with a set of passed checks names them, the next ones give its number.
/// </summary>
internal sealed class AccountLines(EvidenceText text) : IEvidenceFormat
{
    // More sets of passed checks than that are made up: a report of real accounts has some dozens.
    private const int MostSets = 4_096;

    private static readonly JsonEncodedText AccountId = JsonEncodedText.Encode("accountId");
    private static readonly JsonEncodedText Username = JsonEncodedText.Encode("username");

    private readonly Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true });
    private readonly Dictionary<ulong, int> sets = [];
    private readonly RepeatedEnds ends = new(text);

    public void Add(EvidenceAccount account)
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteString(AccountId, account.State.AccountId);
        json.WriteString(Username, account.State.Username);
        json.Flush();
        if (sets.ContainsKey(account.Outcomes.Passed))
            ends.Write(account, WriteEnd);
        else
            WriteEnd(account);
    }

    public void Dispose() => json.Dispose();

    private void WriteEnd(EvidenceAccount account)
    {
        WriteAccount(account);
        json.WriteStartArray("findings"u8);
        foreach (var (finding, status) in account.Findings)
            WriteFinding(finding, status);
        json.WriteEndArray();
        json.WriteStartArray("notAssessed"u8);
        foreach (var rule in account.NotAssessed)
            FindingsJson.WriteNotAssessed(json, rule);
        json.WriteEndArray();
        WritePassed(account.Outcomes.Passed);
        WriteEvents(account);
        json.WriteEndObject();
        json.Flush();
        text.Write("\n"u8);
    }

    private void WriteAccount(EvidenceAccount account)
    {
        var state = account.State;
        json.WriteString("userType"u8, state.UserType);
        json.WriteString("profile"u8, state.Profile.Name());
        json.WriteString("presence"u8, account.Presence.Name());
        json.WriteString("asOf"u8, state.SnapshotAsOf.ToUniversalTime());
        if (state.GoneSince is { } gone)
            json.WriteString("goneSince"u8, gone.ToUniversalTime());
    }

    private void WriteFinding(FindingState finding, FindingStatus status)
    {
        json.WriteStartObject();
        FindingsJson.WriteMembers(json, finding, status, finding.Suppression);
        json.WriteString("openedAt"u8, finding.OpenedAt.ToUniversalTime());
        json.WriteNumber("openings"u8, finding.Openings);
        json.WriteString("lastSeen"u8, finding.LastSeen.ToUniversalTime());
        if (finding.ResolvedAt is { } resolved)
            json.WriteString("resolvedAt"u8, resolved.ToUniversalTime());
        json.WriteEndObject();
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

    // Ids of rules by subject.
    private void WritePassed(ulong checks)
    {
        var isKnown = sets.TryGetValue(checks, out var number);
        if (isKnown || sets.Count < MostSets)
            json.WriteNumber("passedSet"u8, isKnown ? number : sets[checks] = sets.Count + 1);
        if (isKnown)
            return;

        json.WriteStartObject("passed"u8);
        foreach (var subject in RuleCatalogue.Checks.Where(check => (checks & check.Bit) != 0)
            .GroupBy(check => check.Subject, check => check.Rule.Id).OrderBy(subject => subject.Key))
        {
            json.WriteStartArray(subject.Key.Name());
            foreach (var rule in subject)
                json.WriteStringValue(rule);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
