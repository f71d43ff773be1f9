using System.Text.Json;

using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Json;

/// <summary>
/// The document that others script against, docs/schema/scan-v1.schema.json. It is streamed: totals stand before the
/// accounts, so the report is read once to count and once to write.
/// </summary>
internal sealed class JsonOutput(Stream output) : IScanOutput
{
    public const int SchemaVersion = 1;

    private const int FlushAt = 64 * 1024;
    private const int BlockSize = 1024 * 1024;

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
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        ReportJson.Write(json, report);

        json.WriteStartArray("accounts"u8);
        var accounts = new AccountJson(json);
        var nextBlock = (long)BlockSize;
        FlatMemory.AfterPass();
        readAgain(assessment =>
        {
            accounts.Write(assessment);
            if (json.BytesPending < FlushAt)
                return;

            json.Flush();
            if (json.BytesCommitted >= nextBlock)
            {
                FlatMemory.AfterBlock();
                nextBlock += BlockSize;
            }
        });
        json.WriteEndArray();

        // A single report has nothing to be compared with.
        json.WriteStartArray("changes"u8);
        json.WriteEndArray();

        json.WriteStartArray("notCovered"u8);
        foreach (var sentence in report.NotCovered)
            json.WriteStringValue(sentence);
        json.WriteEndArray();
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

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
        output.Flush();
    }
}
