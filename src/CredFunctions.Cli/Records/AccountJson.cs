using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;

namespace CredFunctions.Cli.Records;

/// <summary>Everything known of accounts, for programs.</summary>
internal static class AccountJson
{
    public static void Write(Stream output, IReadOnlyList<FoundAccount> accounts) => RecordsJson.Write(output, json =>
    {
        json.WriteStartArray("accounts"u8);
        foreach (var account in accounts)
            Write(json, account);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, FoundAccount found)
    {
        var account = found.State;
        json.WriteStartObject();
        json.WriteString("source"u8, found.Source);
        json.WriteString("accountId"u8, account.AccountId);
        json.WriteString("username"u8, account.Username);
        json.WriteString("userType"u8, account.UserType);
        json.WriteString("profile"u8, account.Profile.Name());
        json.WriteString("asOf"u8, account.SnapshotAsOf.ToUniversalTime());
        json.WriteString("reportId"u8, account.Run.ReportId);
        json.WriteOptional("goneSince"u8, account.GoneSince);

        json.WriteStartArray("findings"u8);
        foreach (var finding in account.Findings)
            Write(json, finding);
        json.WriteEndArray();

        json.WriteStartArray("changes"u8);
        foreach (var change in account.Events.Where(accountEvent => accountEvent.Kind is AccountEventKind.Changed))
            Write(json, change);
        json.WriteEndArray();

        json.WriteStartArray("notAssessed"u8);
        foreach (var rule in account.NotAssessed)
            Write(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FindingState finding)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint"u8, finding.Fingerprint);
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("severity"u8, finding.Severity.Name());
        json.WriteString("subject"u8, finding.Subject.Name());
        json.WriteOptional("secretIdMask"u8, finding.SecretIdMask);
        json.WriteString("state"u8, finding.IsOpen ? finding.Suppression is null ? "open" : "suppressed" : "resolved");
        json.WriteString("firstSeen"u8, finding.FirstSeen.ToUniversalTime());
        json.WriteString("openedAt"u8, finding.OpenedAt.ToUniversalTime());
        json.WriteNumber("openings"u8, finding.Openings);
        json.WriteString("lastSeen"u8, finding.LastSeen.ToUniversalTime());
        json.WriteOptional("resolvedAt"u8, finding.ResolvedAt);
        json.WriteString("message"u8, finding.Message);
        json.WriteStartObject("evidence"u8);
        foreach (var (column, cell) in finding.Evidence)
            json.WriteString(column, cell);
        json.WriteEndObject();
        if (finding.Suppression is { } suppression)
        {
            json.WriteStartObject("exception"u8);
            json.WriteString("until"u8, suppression.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("owner"u8, suppression.Owner);
            json.WriteString("reason"u8, suppression.Reason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("exception"u8);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AccountEvent change)
    {
        json.WriteStartObject();
        json.WriteOptional("change"u8, change.Change);
        json.WriteString("severity"u8, change.Severity.Name());
        json.WriteString("message"u8, change.Message);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, UnassessedRule rule)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, rule.Rule);
        json.WriteString("subject"u8, rule.Subject.Name());
        json.WriteString("reason"u8, rule.Reason);
        json.WriteEndObject();
    }
}
