using System.Text;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Evidence.Json;
using CredFunctions.Findings;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Ocsf;

/// <summary>
/// <c>ocsf.jsonl</c>: a Compliance Finding event (class 2003) of the Open Cybersecurity Schema Framework a line, for every
/// open finding, every one that the run resolved, and every check that could not be assessed.
/// </summary>
internal sealed class OcsfLines(EvidenceText text, string source, RunContext run) : IEvidenceFormat, IDisposable
{
    /// <summary>What the events keep to; they hold for every 1.x from 1.1 on.</summary>
    public const string SchemaVersion = "1.5.0";

    private const int CategoryUid = 2;
    private const int ClassUid = 2003;

    private readonly Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true });

    public void Add(EvidenceAccount account)
    {
        foreach (var finding in account.Findings.Where(finding => finding.Status is not FindingStatus.NotEvaluated))
        {
            json.Reset();
            Write(account, finding);
            json.Flush();
            text.Write("\n"u8);
        }

        // A reader of these events alone must not mistake a report that could not be assessed for a clean one.
        foreach (var check in account.IsInReport ? account.State.NotAssessed : [])
        {
            json.Reset();
            Write(account, check);
            json.Flush();
            text.Write("\n"u8);
        }
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => json.Dispose();

    private void Write(EvidenceAccount account, EvidenceFinding finding)
    {
        var state = finding.State;
        json.WriteStartObject();
        WriteHead(OcsfValues.ActivityOf(account, finding), state.Severity, OcsfValues.StatusOf(finding.Status), state.Message);
        WriteInfo(state.Fingerprint, state.Rule, finding.Rule, state.Message, state.FirstSeen, state.LastSeen);
        WriteCompliance(state.Rule, finding.Rule, finding.Status is FindingStatus.Resolved ? OcsfValues.Pass : OcsfValues.Fail);
        WriteRemediation(finding.Rule?.Remediation);
        WriteResource(account);
        StartUnmapped(state.Subject);
        if (state.SecretIdMask is { } mask)
            json.WriteString("secret_id_mask"u8, mask);
        json.WriteNumber("openings"u8, state.Openings);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Write(EvidenceAccount account, UnassessedRule check)
    {
        var rule = RuleCatalogue.Find(check.Rule);
        var message = $"{rule?.Title ?? check.Rule}: this could not be assessed, since {check.Reason}.";
        json.WriteStartObject();
        WriteHead(OcsfValues.Create, rule is null ? Severity.Info : run.Policy.SeverityOf(rule), OcsfValues.New, message);

        // No SecretId has a space in it, so the fingerprint is none of a finding.
        var uid = Fingerprint.Of(
            source,
            check.Rule,
            Encoding.UTF8.GetBytes(account.State.AccountId),
            Encoding.UTF8.GetBytes($"not assessed {check.Subject.Name()}"));
        WriteInfo(uid, check.Rule, rule, message, run.Run.AsOf, run.Run.AsOf);
        WriteCompliance(check.Rule, rule, OcsfValues.Unknown);
        WriteRemediation(UnassessedChecks.SpreadsheetRemedy);
        WriteResource(account);
        StartUnmapped(check.Subject);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteHead(OcsfValue activity, Severity severity, OcsfValue status, string message)
    {
        WriteClass(activity);
        WriteValue("severity", OcsfValues.SeverityOf(severity));
        WriteValue("status", status);
        json.WriteNumber("time"u8, run.Run.AsOf.ToUnixTimeMilliseconds());
        json.WriteString("message"u8, message);
        WriteMetadata();
    }

    private void WriteRemediation(string? remedy)
    {
        if (remedy is null)
            return;
        json.WriteStartObject("remediation"u8);
        json.WriteString("desc"u8, remedy);
        json.WriteEndObject();
    }

    private void WriteClass(OcsfValue activity)
    {
        WriteValue("activity", activity, "activity_name");
        json.WriteNumber("category_uid"u8, CategoryUid);
        json.WriteString("category_name"u8, "Findings"u8);
        json.WriteNumber("class_uid"u8, ClassUid);
        json.WriteString("class_name"u8, "Compliance Finding"u8);
        json.WriteNumber("type_uid"u8, (ClassUid * 100) + activity.Id);
        json.WriteString("type_name"u8, $"Compliance Finding: {activity.Caption}");
    }

    private void WriteMetadata()
    {
        json.WriteStartObject("metadata"u8);
        json.WriteString("version"u8, SchemaVersion);
        json.WriteStartObject("product"u8);
        json.WriteString("name"u8, "CredFunctions"u8);
        json.WriteString("vendor_name"u8, "CredFunctions"u8);
        json.WriteString("version"u8, ProgramVersion.Text);
        json.WriteEndObject();
        json.WriteString("tenant_uid"u8, source);
        json.WriteEndObject();
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
        json.WriteString("version"u8, $"{RuleCatalogue.Version}");
        json.WriteEndObject();
        json.WriteStartArray("data_sources"u8);
        json.WriteStringValue("Tencent Cloud CAM User Credential Report"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteCompliance(string ruleId, Rule? rule, OcsfValue status)
    {
        json.WriteStartObject("compliance"u8);
        WriteValue("status", status);
        json.WriteString("control"u8, ruleId);
        json.WriteStartArray("standards"u8);
        json.WriteStringValue("CredFunctions rule catalogue"u8);
        foreach (var standard in (rule?.Controls ?? []).Select(control => control.Standard).Distinct(StringComparer.Ordinal))
            json.WriteStringValue(standard);
        json.WriteEndArray();
        json.WriteStartArray("requirements"u8);
        foreach (var control in rule?.Controls ?? [])
            json.WriteStringValue($"{control.Standard} {control.Id} ({control.Source.Name()})");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteResource(EvidenceAccount account)
    {
        json.WriteStartArray("resources"u8);
        json.WriteStartObject();
        json.WriteString("uid"u8, account.State.AccountId);
        json.WriteString("name"u8, account.State.Username);
        json.WriteString("type"u8, $"CAM {account.State.UserType}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void StartUnmapped(Subject subject)
    {
        json.WriteStartObject("unmapped"u8);
        json.WriteString("report_id"u8, run.Run.ReportId);
        json.WriteNumber("run"u8, run.Run.Number);
        json.WriteString("policy_sha256"u8, run.Policy.Hash);
        json.WriteString("subject"u8, subject.Name());
    }

    private void WriteValue(string name, OcsfValue value, string? captionName = null)
    {
        json.WriteNumber($"{name}_id", value.Id);
        json.WriteString(captionName ?? name, value.Caption);
    }
}
