using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

using CredFunctions.Accounts;
using CredFunctions.Evidence.Json;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>
/// The document of docs/schema/scan-v2.schema.json, streamed: the accounts are counted first and then read again. It keeps the
/// peak of memory where the scan promises it. Left alone, the runtime collects young objects only when they fill the processor's
/// cache, which is over 200 MB on large servers, and a scan makes short-lived text for every finding.
/// </summary>
[SuppressMessage("Major Code Smell", "S1215", Justification = "Measured over 1,000,000 accounts: 80 MB less, no time lost.")]
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

        // What the first pass held goes before the second one makes its own.
        GC.Collect();
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

    public void WriteHold(string reportId, string reason) =>
        WriteMember("held", new JsonObject { ["reportId"] = reportId, ["reason"] = reason });

    public void WriteRejection(Rejection rejection) =>
        WriteMember("rejected", new JsonObject { ["reason"] = rejection.Reason, ["line"] = rejection.Line });

    private void WriteMember(string name, JsonObject member)
    {
        using (var json = new Utf8JsonWriter(output, FindingsJson.Options))
            new JsonObject { ["schemaVersion"] = FindingsJson.SchemaVersion, [name] = member }.WriteTo(json);
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

        // The text of what was written goes. Next to nothing survives, so it takes no time.
        GC.Collect(0);
        nextBlock += BlockSize;
    }
}
