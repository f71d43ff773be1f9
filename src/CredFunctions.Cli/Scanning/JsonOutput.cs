using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Evidence.Json;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>The document of docs/schema/scan-v2.schema.json, streamed: the accounts are counted first and then read again.</summary>
internal sealed class JsonOutput(Stream output) : IScanOutput
{
    private const int FlushAt = 64 * 1024;
    private const int BlockSize = 1024 * 1024;

    private long nextBlock = BlockSize;

    public bool ReadsAgain => true;

    public void Take(ScannedAccount account)
    {
        // The totals come first in the document.
    }

    public void Write(ScanResult result)
    {
        using var json = new Utf8JsonWriter(output, FindingsJson.Options);
        FindingsJson.Begin(json, result.Report, result.Totals);
        FlatMemory.AfterPass();
        foreach (var account in result.Accounts())
        {
            FindingsJson.WriteAccount(json, account.State, result.Report.Run);
            Flush(json);
        }

        FindingsJson.BeginChanges(json);
        foreach (var account in result.Changed())
        {
            foreach (var change in account.Events.Where(each => each.Kind is AccountEventKind.Changed))
                FindingsJson.WriteChange(json, account, change);
            Flush(json);
        }

        FindingsJson.End(json, result.Report);
        EndLine();
    }

    public void WriteHold(string reportId, string reason) => WriteMember("held", json =>
    {
        json.WriteString("reportId"u8, reportId);
        json.WriteString("reason"u8, reason);
    });

    public void WriteRejection(Rejection rejection) => WriteMember("rejected", json =>
    {
        json.WriteString("reason"u8, rejection.Reason);
        if (rejection.Line is { } line)
            json.WriteNumber("line"u8, line);
        else
            json.WriteNull("line"u8);
    });

    private void WriteMember(string name, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(output, FindingsJson.Options);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, FindingsJson.SchemaVersion);
        json.WriteStartObject(name);
        write(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        EndLine();
    }

    private void EndLine()
    {
        output.Write("\n"u8);
        output.Flush();
    }

    // Block by block, so that the document is never held in memory.
    private void Flush(Utf8JsonWriter json)
    {
        if (json.BytesPending < FlushAt)
            return;

        json.Flush();
        if (json.BytesCommitted < nextBlock)
            return;
        FlatMemory.AfterBlock();
        nextBlock += BlockSize;
    }
}
