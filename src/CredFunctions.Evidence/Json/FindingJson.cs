using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;

namespace CredFunctions.Evidence.Json;

/// <summary>A finding and a rule that was not assessed, as docs/schema/scan-v2.schema.json defines them.</summary>
public static class FindingJson
{
    /// <summary>The members of a finding, inside its object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="status">The name of its status.</param>
    /// <param name="exception">The exception to name; null for none.</param>
    public static void WriteMembers(Utf8JsonWriter json, FindingState finding, string status, Suppression? exception)
    {
        json.WriteString("fingerprint"u8, finding.Fingerprint);
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("severity"u8, finding.Severity.Name());
        json.WriteString("subject"u8, finding.Subject.Name());
        json.WriteString("secretIdMask"u8, finding.SecretIdMask);
        json.WriteString("state"u8, status);
        json.WriteString("firstSeen"u8, finding.FirstSeen.ToUniversalTime());
        if (exception is not null)
        {
            json.WriteStartObject("exception"u8);
            json.WriteString("until"u8, exception.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("reason"u8, exception.Reason);
            json.WriteString("owner"u8, exception.Owner);
            json.WriteEndObject();
        }

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
