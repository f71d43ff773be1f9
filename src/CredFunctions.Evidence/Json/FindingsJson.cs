using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Rules;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Json;

/// <summary>
/// The document of docs/schema/scan-v2.schema.json, in the order of its members: <see cref="Begin"/>, every account,
/// <see cref="BeginChanges"/>, every change, then, where the policy lists it, <see cref="BeginDue"/> and what is due, and
/// <see cref="End"/>. The scan prints it, and the evidence keeps it as <c>findings.json</c>.
/// </summary>
public static class FindingsJson
{
    public const int SchemaVersion = 2;

    // Encoded once and not once for each finding.
    private static readonly JsonEncodedText AccountId = JsonEncodedText.Encode("accountId");
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText Fingerprint = JsonEncodedText.Encode("fingerprint");
    private static readonly JsonEncodedText Rule = JsonEncodedText.Encode("rule");
    private static readonly JsonEncodedText Severity = JsonEncodedText.Encode("severity");
    private static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
    private static readonly JsonEncodedText SecretIdMask = JsonEncodedText.Encode("secretIdMask");
    private static readonly JsonEncodedText State = JsonEncodedText.Encode("state");
    private static readonly JsonEncodedText FirstSeen = JsonEncodedText.Encode("firstSeen");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Evidence = JsonEncodedText.Encode("evidence");

    /// <summary>Tests hold the document's shape, so the writer need not check it for every account.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JsonText.Encoder, SkipValidation = true };

    /// <param name="json">Takes it.</param>
    /// <param name="result">The run.</param>
    /// <param name="totals">The totals of the whole report.</param>
    /// <param name="shown">Which part of it follows; null for all of it.</param>
    public static void Begin(Utf8JsonWriter json, RunResult result, Totals totals, JsonObject? shown = null)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        json.WritePropertyName("report"u8);
        ReportOf(result).WriteTo(json);
        json.WritePropertyName("totals"u8);
        TotalsOf(totals).WriteTo(json);
        if (shown is not null)
        {
            json.WritePropertyName("shown"u8);
            shown.WriteTo(json);
        }

        json.WriteStartArray("accounts"u8);
    }

    /// <summary>Whether the document lists an account.</summary>
    public static bool Lists(AccountState account, RunContext run) =>
        account.HasOpenFindings || NotAssessedIn(account, run).Count > 0;

    public static void WriteAccount(Utf8JsonWriter json, AccountState account, RunContext run)
    {
        json.WriteStartObject();
        json.WriteString(AccountId, account.AccountId);
        json.WriteString("username"u8, account.Username);
        json.WriteString("userType"u8, account.UserType);
        json.WriteString("profile"u8, account.Profile.Name());

        // An account that the report does not contain is listed with what is known of it from before.
        if (account.Run != run.Run)
            json.WriteBoolean("inReport"u8, false);
        json.WriteStartArray("findings"u8);
        foreach (var finding in account.Findings)
        {
            if (!finding.IsOpen)
                continue;
            var status = EvidenceAccount.StatusOf(account, finding, run);
            json.WriteStartObject();
            WriteMembers(json, finding, status, status is FindingStatus.Suppressed ? finding.Suppression : null);
            if (finding.LastSeen != run.Run.AsOf)
                json.WriteString("lastSeen"u8, finding.LastSeen.ToUniversalTime());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notAssessed"u8);
        foreach (var rule in NotAssessedIn(account, run))
            WriteNotAssessed(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void BeginChanges(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteStartArray("changes"u8);
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

    public static void BeginDue(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteStartArray("due"u8);
    }

    /// <param name="exception">Under which the check will fail; null for none.</param>
    public static void WriteDue(Utf8JsonWriter json, string accountId, DueCheck check, ExceptionGrant? exception, RunContext run)
    {
        json.WriteStartObject();
        json.WriteString(AccountId, accountId);
        json.WriteString(Rule, check.Rule);
        json.WriteString(Subject, check.Subject.Name());
        json.WriteString(At, DueList.ToTheSecond(check.At));
        if (check.At <= run.Run.AsOf && check.IsAutoDisable)
            json.WriteBoolean("overdue"u8, true);
        if (exception is not null)
            WriteException(json, exception.Until!.Value, exception.Reason, exception.Owner);
        json.WriteEndObject();
    }

    public static void End(Utf8JsonWriter json, RunResult result)
    {
        json.WriteEndArray();
        json.WritePropertyName("notCovered"u8);
        new JsonArray([.. result.NotCovered]).WriteTo(json);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>The members of a finding, inside its object.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, FindingState finding, FindingStatus status, Suppression? exception)
    {
        json.WriteString(Fingerprint, finding.Fingerprint);
        json.WriteString(Rule, finding.Rule);
        json.WriteString(Severity, finding.Severity.Name());
        json.WriteString(Subject, finding.Subject.Name());
        json.WriteString(SecretIdMask, finding.SecretIdMask);
        json.WriteString(State, status.Name());
        json.WriteString(FirstSeen, finding.FirstSeen.ToUniversalTime());
        if (exception is not null)
            WriteException(json, exception.Until, exception.Reason, exception.Owner);

        json.WriteString(Message, finding.Message);
        json.WriteStartObject(Evidence);
        foreach (var (column, cell) in finding.Evidence)
            json.WriteString(column, cell);
        json.WriteEndObject();
    }

    internal static void WriteNotAssessed(Utf8JsonWriter json, UnassessedRule rule)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, rule.Rule);
        json.WriteString("subject"u8, rule.Subject.Name());
        json.WriteString("reason"u8, rule.Reason);
        json.WriteEndObject();
    }

    // The verdicts that an earlier run could not give are no part of this one.
    private static IReadOnlyList<UnassessedRule> NotAssessedIn(AccountState account, RunContext run) =>
        account.Run == run.Run ? account.NotAssessed : [];

    private static void WriteException(Utf8JsonWriter json, DateOnly until, string reason, string owner)
    {
        json.WriteStartObject("exception"u8);
        json.WriteString("until"u8, until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("reason"u8, reason);
        json.WriteString("owner"u8, owner);
        json.WriteEndObject();
    }

    private static JsonObject ReportOf(RunResult result)
    {
        var report = DescriptionOf(result);

        // One that counts carries no word of it.
        if (result.Record.Status is ReportStatus.Stale or ReportStatus.Withdrawn)
            report["status"] = result.Record.Status is ReportStatus.Stale ? "stale" : "withdrawn";
        return report;
    }

    private static JsonObject DescriptionOf(RunResult result) => new()
    {
        ["reportId"] = result.Record.ReportId,
        ["sha256"] = result.Record.Sha256,
        ["source"] = result.Record.Source,
        ["name"] = result.ReportName,
        ["asOf"] = result.Record.AsOf.ToUniversalTime(),
        ["encoding"] = result.Details.Encoding,
        ["rows"] = result.Details.Rows,
        ["accounts"] = result.Details.Accounts,
        ["unreadableRowCount"] = result.Details.UnreadableRowCount,
        ["unreadableRows"] = new JsonArray(
            [.. result.Details.UnreadableRows.Select(row => new JsonObject { ["line"] = row.Line, ["reason"] = row.Reason })]),
        ["missingAccounts"] = result.MissingAccounts,
        ["unknownColumns"] = new JsonArray([.. result.Details.UnknownColumns]),
    };

    private static JsonObject TotalsOf(Totals totals) => new(
    [
        .. Severities.WorstFirst.Select(severity => KeyValuePair.Create<string, JsonNode?>(severity.Name(), totals[severity])),
        new("suppressed", totals.Suppressed),
        new("notAssessed", totals.NotAssessed),
    ]);
}
