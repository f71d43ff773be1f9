using System.Globalization;
using System.Text.Json;

using CredFunctions.Cli.Records;
using CredFunctions.Policy;

namespace CredFunctions.Cli.Policies;

/// <summary>The result of a policy check, for programs.</summary>
internal static class PolicyCheckJson
{
    public static void Write(Stream output, PolicyCheck check) => RecordsJson.Write(output, json =>
    {
        json.WriteString("name"u8, check.Name);
        json.WriteString("policy"u8, check.Reading.Hash);
        json.WriteBoolean("valid"u8, check.Reading.IsValid);
        Write(json, "errors"u8, check.Reading.Errors);
        Write(json, "warnings"u8, [.. check.Reading.Warnings, .. check.Cautions]);
        json.WriteStartArray("endedExceptions"u8);
        foreach (var grant in check.EndedExceptions)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, grant.Path);
            json.WriteString("rule"u8, grant.Rule);
            json.WriteOptional("until"u8, grant.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<PolicyRemark> remarks)
    {
        json.WriteStartArray(name);
        foreach (var remark in remarks)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, remark.Path);
            json.WriteNumber("line"u8, remark.Line);
            json.WriteNumber("column"u8, remark.Column);
            json.WriteString("problem"u8, remark.Problem);
            json.WriteOptional("allowed"u8, remark.Allowed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
