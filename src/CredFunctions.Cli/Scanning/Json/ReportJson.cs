using System.Text.Json;

using CredFunctions.Findings;

namespace CredFunctions.Cli.Scanning.Json;

/// <summary>The members <c>report</c> and <c>totals</c>.</summary>
internal static class ReportJson
{
    public static void Write(Utf8JsonWriter json, ScannedReport report)
    {
        json.WriteStartObject("report"u8);
        json.WriteString("reportId"u8, report.ReportId);
        json.WriteString("sha256"u8, report.Sha256);
        json.WriteString("source"u8, report.Source);
        json.WriteString("name"u8, report.Name);
        json.WriteString("asOf"u8, report.AsOf.ToUniversalTime());
        json.WriteString("encoding"u8, report.Encoding);
        json.WriteNumber("rows"u8, report.Rows);
        json.WriteNumber("accounts"u8, report.Accounts);
        WriteUnreadableRows(json, report);
        json.WriteNumber("missingAccounts"u8, report.MissingAccounts);
        json.WriteStartArray("unknownColumns"u8);
        foreach (var column in report.UnknownColumns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteEndObject();

        WriteTotals(json, report.Totals);
    }

    private static void WriteUnreadableRows(Utf8JsonWriter json, ScannedReport report)
    {
        json.WriteNumber("unreadableRowCount"u8, report.UnreadableRowCount);
        json.WriteStartArray("unreadableRows"u8);
        foreach (var row in report.UnreadableRows)
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, row.Line);
            json.WriteString("reason"u8, row.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTotals(Utf8JsonWriter json, Totals totals)
    {
        json.WriteStartObject("totals"u8);
        foreach (var severity in Totals.WorstFirst)
            json.WriteNumber(severity.Name(), totals[severity]);
        json.WriteNumber("suppressed"u8, totals.Suppressed);
        json.WriteNumber("notAssessed"u8, totals.NotAssessed);
        json.WriteEndObject();
    }
}
