using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Evidence.Json;
using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Json;

/// <summary>
/// The document that others script against, docs/schema/scan-v2.schema.json. It is streamed: totals stand before the
/// accounts, so the report is read once to count and once to write.
/// </summary>
internal sealed class JsonOutput(Stream output, ExceptionsOfPolicy exceptions) : IScanOutput
{
    public const int SchemaVersion = 2;

    // The document's shape is fixed here and checked by tests, so the writer need not check it for every account.
    private static readonly JsonWriterOptions Options = new() { Encoder = JsonText.Encoder, SkipValidation = true };

    public int FurtherPasses => 1;

    public void Take(Assessment assessment)
    {
        // Accounts come after the totals, in the second pass.
    }

    public void Write(ScannedReport report, Action<Action<Assessment>> readAgain)
    {
        using var json = new Utf8JsonWriter(output, Options);
        var blocks = new JsonBlocks(json);
        Begin(json, report);

        json.WriteStartArray("accounts"u8);
        var accounts = new AccountJson(json, exceptions);
        FlatMemory.AfterPass();
        readAgain(assessment =>
        {
            accounts.Write(assessment);
            blocks.Flush();
        });
        json.WriteEndArray();

        // A single report has nothing to be compared with.
        json.WriteStartArray("changes"u8);
        json.WriteEndArray();
        WriteNotCovered(json, report);
        End(json);
    }

    public void Write(RecordedResult result)
    {
        using var json = new Utf8JsonWriter(output, Options);
        var blocks = new JsonBlocks(json);
        Begin(json, result.Report);

        json.WriteStartArray("accounts"u8);
        foreach (var account in result.Accounts())
        {
            RecordedAccountJson.Write(json, account);
            blocks.Flush();
        }

        json.WriteEndArray();

        json.WriteStartArray("changes"u8);
        foreach (var account in result.Changed())
        {
            foreach (var change in account.Events.Where(each => each.Kind is AccountEventKind.Changed))
                RecordedAccountJson.WriteChange(json, account, change);
            blocks.Flush();
        }

        json.WriteEndArray();
        WriteNotCovered(json, result.Report);
        End(json);
    }

    public void WriteHold(string reportId, string reason)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        json.WriteStartObject("held"u8);
        json.WriteString("reportId"u8, reportId);
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
        End(json);
    }

    public void WriteRejection(Rejection rejection)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        json.WriteStartObject("rejected"u8);
        json.WriteString("reason"u8, rejection.Reason);
        if (rejection.Line is { } line)
            json.WriteNumber("line"u8, line);
        else
            json.WriteNull("line"u8);
        json.WriteEndObject();
        End(json);
    }

    private static void Begin(Utf8JsonWriter json, ScannedReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        ReportJson.Write(json, report);
    }

    private static void WriteNotCovered(Utf8JsonWriter json, ScannedReport report)
    {
        json.WriteStartArray("notCovered"u8);
        foreach (var sentence in report.NotCovered.Concat(report.RulesOff.Select(rule => rule.Sentence)))
            json.WriteStringValue(sentence);
        json.WriteEndArray();
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
        output.Flush();
    }
}
