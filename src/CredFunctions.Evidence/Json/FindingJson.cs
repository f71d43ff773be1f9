using System.Text.Json;

using CredFunctions.Accounts;

namespace CredFunctions.Evidence.Json;

/// <summary>A finding and a verdict not given, as docs/schema/scan-v2.schema.json has them.</summary>
public static class FindingJson
{
    /// <summary>The members of a finding, inside its object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="state">What has become of it.</param>
    public static void WriteMembers(Utf8JsonWriter json, FindingState finding, string state)
    {
        json.WriteString("fingerprint"u8, finding.Fingerprint);
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("severity"u8, finding.Severity.Name());
        json.WriteString("subject"u8, finding.Subject.Name());
        json.WriteString("secretIdMask"u8, finding.SecretIdMask);
        json.WriteString("state"u8, state);
        json.WriteString("firstSeen"u8, finding.FirstSeen.ToUniversalTime());
        json.WriteString("message"u8, finding.Message);
        json.WriteStartObject("evidence"u8);
        foreach (var (column, cell) in finding.Evidence)
            json.WriteString(column, cell);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, UnassessedRule rule)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, rule.Rule);
        json.WriteString("subject"u8, rule.Subject.Name());
        json.WriteString("reason"u8, rule.Reason);
        json.WriteEndObject();
    }
}
