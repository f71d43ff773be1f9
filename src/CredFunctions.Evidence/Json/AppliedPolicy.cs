using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Json;

/// <summary>
/// <c>policy.json</c>: the policy as it was applied to the source, with every default filled in. Channels and routes decide no verdict,
/// and name places that may be secret: they are left out.
/// </summary>
internal sealed class AppliedPolicy(EvidenceText text) : IEvidenceFormat
{
    public void Add(EvidenceAccount account)
    {
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JsonText.Encoder, Indented = true, NewLine = "\n" });
        Of(result).WriteTo(json);
        json.Flush();
        text.Write("\n"u8);
        return Task.CompletedTask;
    }

    private static JsonObject Of(RunResult result)
    {
        var policy = result.Run.Policy;
        return new JsonObject
        {
            ["sha256"] = policy.Hash,
            ["source"] = result.Record.Source,
            ["catalogue"] = RuleCatalogue.VersionOf(policy.Roster is not null),
            ["reportTimeZone"] = Reports.ShownTime.NameOf(policy.ReportTimeZone),
            ["thresholds"] = new JsonObject { ["human"] = Of(policy.Human), ["machine"] = Of(policy.Machine) },
            ["machineAccounts"] = Of(policy.MachineAccounts),
            ["externalLogin"] = Of(policy.ExternalLogin),
            ["privileged"] = Of(policy.Privileged),
            ["dueDays"] = policy.DueDays,
            ["tencentDisablesUnusedKeys"] = policy.TencentDisablesUnusedKeys?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["rules"] = new JsonObject(RuleCatalogue.All.Select(rule => KeyValuePair.Create<string, JsonNode?>(
                rule.Id, policy.IsOff(rule) ? "off" : (policy.Rules.SeverityOf(rule) ?? rule.Severity).Name()))),
            ["exceptions"] = new JsonArray([.. policy.Exceptions.All.Select(Of)]),
            ["sla"] = new JsonObject(Severities.WorstFirst.Where(severity => policy.Sla.DaysOf(severity) is not null).Select(
                severity => KeyValuePair.Create<string, JsonNode?>(severity.Name(), policy.Sla.DaysOf(severity)))),
            ["immediateSeverity"] = policy.ImmediateSeverity.Name(),
            ["maxDepartures"] = new JsonObject { ["percent"] = policy.MaxDepartures.Percent, ["least"] = policy.MaxDepartures.Least },
            ["sameReportHours"] = policy.SameReportHours,
            ["freshness"] = policy.Freshness.HoursOf(result.Record.Source),
            ["findingRetentionDays"] = policy.FindingRetentionDays,
            ["reportRetentionDays"] = policy.ReportRetentionDays,
        };
    }

    private static JsonArray Of(IEnumerable<NamePattern> patterns) =>
        new([.. patterns.Select(pattern => JsonValue.Create(pattern.ToString()))]);

    private static JsonObject Of(Thresholds thresholds) => new(Thresholds.All.Select(
        threshold => KeyValuePair.Create<string, JsonNode?>(threshold.Name, threshold.Get(thresholds))));

    private static JsonObject Of(ExceptionGrant grant) => new()
    {
        ["rule"] = grant.Rule,
        ["source"] = grant.Source?.ToString(),
        ["account"] = grant.Account.ToString(),
        ["key"] = grant.Key,
        ["reason"] = grant.Reason,
        ["owner"] = grant.Owner,
        ["until"] = grant.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["malformed"] = grant.IsMalformed,
    };
}
