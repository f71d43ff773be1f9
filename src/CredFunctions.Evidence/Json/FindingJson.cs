using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;

namespace CredFunctions.Evidence.Json;

/// <summary>A finding and a rule that was not assessed, as docs/schema/scan-v2.schema.json defines them.</summary>
public static class FindingJson
{
    // Encoded once and not once for each finding.
    private static readonly JsonEncodedText Fingerprint = JsonEncodedText.Encode("fingerprint");
    private static readonly JsonEncodedText Rule = JsonEncodedText.Encode("rule");
    private static readonly JsonEncodedText Severity = JsonEncodedText.Encode("severity");
    private static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
    private static readonly JsonEncodedText SecretIdMask = JsonEncodedText.Encode("secretIdMask");
    private static readonly JsonEncodedText State = JsonEncodedText.Encode("state");
    private static readonly JsonEncodedText FirstSeen = JsonEncodedText.Encode("firstSeen");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Evidence = JsonEncodedText.Encode("evidence");

    /// <summary>The members of a finding, inside its object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="status">The name of its status.</param>
    /// <param name="exception">The exception to name; null for none.</param>
    public static void WriteMembers(Utf8JsonWriter json, FindingState finding, string status, Suppression? exception)
    {
        json.WriteString(Fingerprint, finding.Fingerprint);
        json.WriteString(Rule, finding.Rule);
        json.WriteString(Severity, finding.Severity.Name());
        json.WriteString(Subject, finding.Subject.Name());
        json.WriteString(SecretIdMask, finding.SecretIdMask);
        json.WriteString(State, status);
        json.WriteString(FirstSeen, finding.FirstSeen.ToUniversalTime());
        if (exception is not null)
        {
            json.WriteStartObject("exception"u8);
            json.WriteString("until"u8, exception.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("reason"u8, exception.Reason);
            json.WriteString("owner"u8, exception.Owner);
            json.WriteEndObject();
        }

        json.WriteString(Message, finding.Message);
        json.WriteStartObject(Evidence);
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
