using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Cli.Scanning.Recorded;

namespace CredFunctions.Cli.Scanning.Json;

/// <summary>One element of <c>accounts</c>, and those of <c>changes</c>, as they are recorded.</summary>
internal static class RecordedAccountJson
{
    public static void Write(Utf8JsonWriter json, RecordedAccount account)
    {
        json.WriteStartObject();
        json.WriteString("accountId"u8, account.State.AccountId);
        json.WriteString("username"u8, account.State.Username);
        json.WriteString("userType"u8, account.State.UserType);
        json.WriteString("profile"u8, account.State.Profile.Name());

        json.WriteStartArray("findings"u8);
        foreach (var finding in account.Findings)
            WriteFinding(json, finding, isEvaluated: true);
        foreach (var finding in account.NotEvaluated)
            WriteFinding(json, finding, isEvaluated: false);
        json.WriteEndArray();

        json.WriteStartArray("notAssessed"u8);
        foreach (var rule in account.NotAssessed)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, rule.Rule);
            json.WriteString("subject"u8, rule.Subject.Name());
            json.WriteString("reason"u8, rule.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteChange(Utf8JsonWriter json, AccountState account, AccountEvent change)
    {
        json.WriteStartObject();
        json.WriteString("change"u8, change.Change);
        json.WriteString("accountId"u8, account.AccountId);
        json.WriteString("severity"u8, change.Severity.Name());
        json.WriteString("message"u8, change.Message);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, FindingState finding, bool isEvaluated)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint"u8, finding.Fingerprint);
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("severity"u8, finding.Severity.Name());
        json.WriteString("subject"u8, finding.Subject.Name());
        json.WriteString("secretIdMask"u8, finding.SecretIdMask);
        if (isEvaluated)
            StandingJson.Write(json, finding.FirstSeen, finding.Suppression);
        else
            StandingJson.WriteNotEvaluated(json, finding.FirstSeen);
        json.WriteString("message"u8, finding.Message);
        json.WriteStartObject("evidence"u8);
        foreach (var (column, cell) in finding.Evidence)
            json.WriteString(column, cell);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
