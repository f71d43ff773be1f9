using System.Text.Json;

using CredFunctions.Findings;

namespace CredFunctions.Evidence.Json;

/// <summary>The members <c>report</c> and <c>totals</c>.</summary>
internal static class ReportJson
{
    public static void Write(Utf8JsonWriter json, RunResult result, Totals totals)
    {
        var (record, details) = (result.Record, result.Details);
        json.WriteStartObject("report"u8);
        json.WriteString("reportId"u8, record.ReportId);
        json.WriteString("sha256"u8, record.Sha256);
        json.WriteString("source"u8, record.Source);
        json.WriteString("name"u8, result.ReportName);
        json.WriteString("asOf"u8, record.AsOf.ToUniversalTime());
        json.WriteString("encoding"u8, details.Encoding);
        json.WriteNumber("rows"u8, details.Rows);
        json.WriteNumber("accounts"u8, details.Accounts);
        json.WriteNumber("unreadableRowCount"u8, details.UnreadableRowCount);
        json.WriteStartArray("unreadableRows"u8);
        foreach (var row in details.UnreadableRows)
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, row.Line);
            json.WriteString("reason"u8, row.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("missingAccounts"u8, details.UnreadableRowCount > 0 ? record.Counts.Missing : 0);
        json.WriteStartArray("unknownColumns"u8);
        foreach (var column in details.UnknownColumns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteStartObject("totals"u8);
        foreach (var severity in Totals.WorstFirst)
            json.WriteNumber(severity.Name(), totals[severity]);
        json.WriteNumber("suppressed"u8, totals.Suppressed);
        json.WriteNumber("notAssessed"u8, record.Counts.NotAssessed);
        json.WriteEndObject();
    }
}
