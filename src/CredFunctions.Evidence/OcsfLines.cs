using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using CredFunctions.Accounts;
using CredFunctions.Evidence.Json;
using CredFunctions.Findings;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>
/// <c>ocsf.jsonl</c>: a Compliance Finding event (class 2003) of the Open Cybersecurity Schema Framework a line, for every
/// open finding, every one that the run resolved, and every check that could not be assessed.
/// </summary>
internal sealed class OcsfLines(EvidenceText text, string source, RunContext run) : IEvidenceFormat
{
    /// <summary>What the events keep to; they hold for every 1.x from 1.1 on.</summary>
    public const string SchemaVersion = "1.5.0";

    private const int CategoryUid = 2;
    private const int ClassUid = 2003;

    private static readonly (int, string) Create = (1, "Create");
    private static readonly (int, string) New = (1, "New");

    private static readonly JsonWriterOptions Options = new() { Encoder = JsonText.Encoder, SkipValidation = true };

    private readonly Utf8JsonWriter json = new(text, Options);

    // What an event says of its rule is the same for many of them, and is put together once.
    private readonly Dictionary<(string Rule, Profile Profile, int Status), byte[]> compliance = [];

    private readonly byte[] metadata = BytesOf(new JsonObject
    {
        ["version"] = SchemaVersion,
        ["product"] = new JsonObject
        {
            ["name"] = "CredFunctions",
            ["vendor_name"] = "CredFunctions",
            ["version"] = RunResult.ProgramVersion,
        },
        ["tenant_uid"] = source,
    });

    public void Add(EvidenceAccount account)
    {
        foreach (var (finding, status) in account.Findings)
        {
            if (status is not FindingStatus.NotEvaluated)
                Write(account, finding, status);
        }

        // A reader of these events alone must not mistake a report that could not be assessed for a clean one.
        foreach (var check in account.NotAssessed)
            Write(account, check);
    }

    public void Dispose() => json.Dispose();

    private void Write(EvidenceAccount account, FindingState finding, FindingStatus status)
    {
        // A finding is created once; one that opens again, or only lasts, is updated. Reviews are not recorded here, so an open
        // finding stays "new" for as long as it is open.
        var isResolved = status is FindingStatus.Resolved;
        var activity = isResolved ? (3, "Close")
            : account.Events.Any(each => each.Kind is AccountEventKind.Opened && each.Fingerprint == finding.Fingerprint) ? Create
            : (2, "Update");
        var rule = RuleCatalogue.Find(finding.Rule);
        Begin(
            activity, finding.Severity,
            status is FindingStatus.Suppressed ? (3, "Suppressed") : isResolved ? (4, "Resolved") : New,
            finding.Message);
        WriteInfo(finding.Fingerprint, finding.Rule, rule, finding.Message, finding.FirstSeen, finding.LastSeen);
        var profile = account.State.Profile;
        WriteCompliance(
            finding.Rule, rule, profile, isResolved ? (1, "Pass") : (3, "Fail"),
            mapping => SpeaksTo(mapping.Control, rule, profile, !isResolved));
        WriteRemediation(rule?.Remediation);
        WriteResource(account.State);
        BeginUnmapped(finding.Subject);
        if (finding.SecretIdMask is { } mask)
            json.WriteString("secret_id_mask"u8, mask);
        json.WriteNumber("openings"u8, finding.Openings);
        End();
    }

    private void Write(EvidenceAccount account, UnassessedRule check)
    {
        var rule = RuleCatalogue.Find(check.Rule);
        var message = $"{rule?.Title ?? check.Rule}: this could not be assessed, since {check.Reason}.";
        var severity = rule is null ? Severity.Info : run.Policy.SeverityOf(rule, account.State.AccountId, account.State.Username);
        Begin(Create, severity, New, message);

        // No SecretId has a space in it, so the fingerprint is none of a finding.
        var uid = Fingerprint.Of(
            source,
            check.Rule,
            Encoding.UTF8.GetBytes(account.State.AccountId),
            Encoding.UTF8.GetBytes($"not assessed {check.Subject.Name()}"));
        WriteInfo(uid, check.Rule, rule, message, run.Run.AsOf, run.Run.AsOf);
        WriteCompliance(check.Rule, rule, account.State.Profile, (0, "Unknown"), _ => true);
        WriteRemediation(UnassessedChecks.SpreadsheetRemedy);
        WriteResource(account.State);
        BeginUnmapped(check.Subject);
        End();
    }

    private void Begin((int Id, string Caption) activity, Severity severity, (int, string) status, string message)
    {
        json.Reset();
        json.WriteStartObject();
        WriteValue("activity", activity, "activity_name");
        json.WriteNumber("category_uid"u8, CategoryUid);
        json.WriteString("category_name"u8, "Findings"u8);
        json.WriteNumber("class_uid"u8, ClassUid);
        json.WriteString("class_name"u8, "Compliance Finding"u8);
        json.WriteNumber("type_uid"u8, (ClassUid * 100) + activity.Id);
        json.WriteString("type_name"u8, $"Compliance Finding: {activity.Caption}");
        WriteValue("severity", severity switch
        {
            Severity.Critical => (5, "Critical"),
            Severity.High => (4, "High"),
            Severity.Medium => (3, "Medium"),
            Severity.Low => (2, "Low"),
            _ => (1, "Informational"),
        });
        WriteValue("status", status);
        json.WriteNumber("time"u8, run.Run.AsOf.ToUnixTimeMilliseconds());
        json.WriteString("message"u8, message);
        json.WritePropertyName("metadata"u8);
        json.WriteRawValue(metadata, skipInputValidation: true);
    }

    private void WriteInfo(string uid, string ruleId, Rule? rule, string message, DateTimeOffset firstSeen, DateTimeOffset lastSeen)
    {
        json.WriteStartObject("finding_info"u8);
        json.WriteString("uid"u8, uid);
        json.WriteString("title"u8, rule?.Title ?? ruleId);
        json.WriteString("desc"u8, message);
        json.WriteNumber("first_seen_time"u8, firstSeen.ToUnixTimeMilliseconds());
        json.WriteNumber("last_seen_time"u8, lastSeen.ToUnixTimeMilliseconds());
        json.WriteStartObject("analytic"u8);
        json.WriteString("uid"u8, ruleId);
        json.WriteNumber("type_id"u8, 1);
        json.WriteString("type"u8, "Rule"u8);
        json.WriteString("version"u8, $"{RuleCatalogue.VersionOf(run.Policy.Roster is not null)}");
        json.WriteEndObject();
        json.WriteStartArray("data_sources"u8);
        json.WriteStringValue("Tencent Cloud CAM User Credential Report"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // A failure under a threshold that is laxer than the control's is one of the control too, a pass under a stricter one a pass.
    private bool SpeaksTo(Control control, Rule? rule, Profile profile, bool isFailed) =>
        control.Bound.Days is not { } bound || rule is null || Thresholds.Of(rule) is not { } threshold
        || threshold.Get(run.Policy.For(profile)) is var days && (isFailed ? days >= bound : days <= bound);

    private void WriteCompliance(
        string ruleId, Rule? rule, Profile profile, (int Id, string Caption) status, Func<ControlMapping, bool> speaks)
    {
        if (!compliance.TryGetValue((ruleId, profile, status.Id), out var written))
        {
            var controls = (rule?.Controls ?? []).Where(speaks).ToList();
            written = BytesOf(new JsonObject
            {
                ["status_id"] = status.Id,
                ["status"] = status.Caption,
                ["control"] = ruleId,
                ["standards"] = new JsonArray([.. controls.Select(mapping => mapping.Control.Framework).Distinct(StringComparer.Ordinal)
                    .Prepend("CredFunctions rule catalogue")]),
                ["requirements"] = new JsonArray([.. controls.Select(mapping => $"{mapping.Control} ({mapping.Source.Name()})")]),
            });
            compliance.Add((ruleId, profile, status.Id), written);
        }

        json.WritePropertyName("compliance"u8);
        json.WriteRawValue(written, skipInputValidation: true);
    }

    private static byte[] BytesOf(JsonObject value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Options);
        value.WriteTo(json);
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private void WriteRemediation(string? remedy)
    {
        if (remedy is null)
            return;
        json.WriteStartObject("remediation"u8);
        json.WriteString("desc"u8, remedy);
        json.WriteEndObject();
    }

    private void WriteResource(AccountState account)
    {
        json.WriteStartArray("resources"u8);
        json.WriteStartObject();
        json.WriteString("uid"u8, account.AccountId);
        json.WriteString("name"u8, account.Username);
        json.WriteString("type"u8, $"CAM {account.UserType}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void BeginUnmapped(Subject subject)
    {
        json.WriteStartObject("unmapped"u8);
        json.WriteString("report_id"u8, run.Run.ReportId);
        json.WriteNumber("run"u8, run.Run.Number);
        json.WriteString("policy_sha256"u8, run.Policy.Hash);
        json.WriteString("subject"u8, subject.Name());
    }

    private void End()
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        text.Write("\n"u8);
    }

    // A value of an enumeration: its number and what the schema calls it.
    private void WriteValue(string name, (int Id, string Caption) value, string? captionName = null)
    {
        json.WriteNumber($"{name}_id", value.Id);
        json.WriteString(captionName ?? name, value.Caption);
    }
}
