using System.Text.Json;

using Azure.Data.Tables;

using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>A report in the table Reports. The JSON is what is read back; the other columns are for queries and people.</summary>
internal static class ReportRow
{
    /// <summary>The keys of all reports lie from this one to <see cref="LastKey"/>.</summary>
    public const string FirstKey = "report|";

    public const string LastKey = "report}";

    // Its name ends in no digit: those columns are pieces of JSON.
    private const string ContentColumn = "Content";

    private const string RecordColumn = "Record";

    public static string KeyOf(string reportId) => FirstKey + TableKey.Encode(reportId);

    public static TableEntity Of(ReportRecord record)
    {
        var counts = record.Counts;
        var row = new TableEntity(TableKey.Encode(record.Source), KeyOf(record.ReportId))
        {
            [ContentColumn] = record.Sha256,
            ["Name"] = record.Name,
            ["AsOf"] = record.AsOf.ToUniversalTime(),
            ["Status"] = record.Status.ToString(),
            ["Run"] = record.Run,
            ["Policy"] = record.Policy,
            ["TouchedAt"] = record.TouchedAt.ToUniversalTime(),
            ["Accounts"] = counts.Accounts,
            ["UnreadableRows"] = counts.UnreadableRows,
            ["NotAssessed"] = counts.NotAssessed,
            ["Suppressed"] = counts.Suppressed,
            ["Opened"] = counts.Opened,
            ["Reopened"] = counts.Reopened,
            ["Resolved"] = counts.Resolved,
            ["Departed"] = counts.Departed,
        };
        if (record.StartedAt is { } started)
            row["StartedAt"] = started.ToUniversalTime();
        if (record.Chunks is { } chunks)
            row["Chunks"] = chunks;
        if (record.Reason is { } reason)
            row["Reason"] = ShortText.Of(reason, TableLimits.PropertyChars);
        foreach (var severity in Enum.GetValues<Severity>())
            row[severity.ToString()] = counts.BySeverity.GetValueOrDefault(severity.Name());
        JsonPieces.Write(row, RecordColumn, JsonSerializer.Serialize(record, StoredJson.Report));
        return row;
    }

    public static ReportRecord Read(TableEntity row) =>
        JsonSerializer.Deserialize(JsonPieces.Read(row, RecordColumn), StoredJson.Report)!;
}
