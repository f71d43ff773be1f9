using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;

namespace CredFunctions.Cli.Scanning.Json;

/// <summary>How a finding stands: open, suppressed or not evaluated, since when it is known, and by which exception.</summary>
internal static class StandingJson
{
    public static void Write(Utf8JsonWriter json, DateTimeOffset firstSeen, Suppression? suppression)
    {
        json.WriteString("state"u8, suppression is null ? "open"u8 : "suppressed"u8);
        json.WriteString("firstSeen"u8, firstSeen.ToUniversalTime());
        if (suppression is null)
            return;

        json.WriteStartObject("exception"u8);
        json.WriteString("until"u8, suppression.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("reason"u8, suppression.Reason);
        json.WriteString("owner"u8, suppression.Owner);
        json.WriteEndObject();
    }

    /// <summary>Writes how an open finding stands whose rule the policy switches off.</summary>
    public static void WriteNotEvaluated(Utf8JsonWriter json, DateTimeOffset firstSeen)
    {
        json.WriteString("state"u8, "not-evaluated"u8);
        json.WriteString("firstSeen"u8, firstSeen.ToUniversalTime());
    }
}
