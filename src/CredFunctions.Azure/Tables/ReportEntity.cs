using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>A report in the table Reports. The JSON is what is read back; the other columns are for queries and people.</summary>
internal static class ReportEntity
{
    private const string FirstKey = "report|";
    private const string LastKey = "report}";

    // Its name ends in no digit: those columns are pieces of JSON.
    private const string ContentColumn = "Content";

    private const string RecordColumn = "Record";

    public static string KeyOf(string reportId) => FirstKey + TableKey.Encode(reportId);

    /// <summary>All reports of a source.</summary>
    public static string FilterOf(string source) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {TableKey.Encode(source)} and RowKey ge {FirstKey} and RowKey lt {LastKey}");

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
        StoredJson.Write(row, RecordColumn, record);
        return row;
    }

    public static ReportRecord Read(TableEntity row) =>
        StoredJson.Read<ReportRecord>(row, RecordColumn);
}

/// <summary>A source's lane in the table Reports. Its ETag guards every record of the source.</summary>
internal static class LaneEntity
{
    public const string Key = "head";

    // The format of the tables and of the JSON in them. Rows are not converted: any other format is refused.
    private const int Format = 2;

    private const string LaneColumn = "Lane";
    private const string FormatColumn = "Format";

    public static TableEntity Of(Lane lane)
    {
        var row = new TableEntity(TableKey.Encode(lane.Source), Key) { [FormatColumn] = Format };
        if (lane.Active is { } active)
            row["ActiveReportId"] = active.ReportId;
        if (lane.Last is { } last)
        {
            row["LastReportId"] = last.ReportId;
            row["LastAsOf"] = last.Order.AsOf.ToUniversalTime();
        }

        StoredJson.Write(row, LaneColumn, lane);
        return row;
    }

    /// <exception cref="InvalidDataException">Another release wrote the tables.</exception>
    public static StoredLane Read(TableEntity row) => row.GetInt32(FormatColumn) is not Format
        ? throw new InvalidDataException(
            $"The tables {ResourceNames.AccountsTable}, {ResourceNames.ReportsTable} and {ResourceNames.NotificationsTable} "
                + "were written by another release "
            + $"(format {row.GetInt32(FormatColumn) ?? 1}, this release reads {Format}): use that one, "
            + "or delete the three tables, deploy again and upload the reports again.")
        : new StoredLane(StoredJson.Read<Lane>(row, LaneColumn), row.ETag.ToString());
}

/// <summary>An upload that was seen, in the table Reports. A blob's name may be longer than a key, so the key is its hash.</summary>
internal static class UploadEntity
{
    private const string FirstKey = "upload|";
    private const string LastKey = "upload}";
    private const string UploadColumn = "Upload";
    private const string SettledColumn = "Settled";

    public static TableEntity Of(string source, Upload upload) => new(TableKey.Encode(source), KeyOf(upload.Name))
    {
        ["Name"] = upload.Name,
        ["Version"] = upload.Version,
        ["ReportId"] = upload.ReportId,
        [UploadColumn] = StoredJson.Of(upload with { IsSettled = false }),
        [SettledColumn] = upload.IsSettled,
    };

    /// <summary>What changes in a row when nothing is left to do with the upload.</summary>
    public static TableEntity Settled(TableEntity row) => new(row.PartitionKey, row.RowKey) { [SettledColumn] = true };

    public static string KeyOf(string name) => FirstKey + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static string FilterOf(string source) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {TableKey.Encode(source)} and RowKey ge {FirstKey} and RowKey lt {LastKey}");

    public static Upload Read(TableEntity row)
    {
        var upload = StoredJson.Read<Upload>(row.GetString(UploadColumn));
        return upload with { IsSettled = row.GetBoolean(SettledColumn) is true };
    }
}

/// <summary>A marker in the table Reports: this chunk of this run is recorded. Its keys hold everything.</summary>
internal static class ChunkEntity
{
    public static TableEntity Of(string source, RunStamp run, int chunk) =>
        new(TableKey.Encode(source), string.Create(CultureInfo.InvariantCulture, $"{KeyOf(run)}{TableKey.Separator}{chunk}"));

    /// <summary>All markers of a run.</summary>
    public static string FilterOf(string source, RunStamp run)
    {
        var key = KeyOf(run);
        var (first, after) = (key + TableKey.Separator, key + TableKey.AfterSeparator);
        return TableClient.CreateQueryFilter(
            $"PartitionKey eq {TableKey.Encode(source)} and RowKey ge {first} and RowKey lt {after}");
    }

    /// <summary>The markers of every run of a source but one. Reports are known by hex digits, behind which all other rows lie.</summary>
    public static string FilterOfOthers(string source, RunStamp? run)
    {
        var all = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(source)} and RowKey ge {"0"} and RowKey lt {"g"}");
        if (run is not { } active)
            return all;

        var key = KeyOf(active);
        return all + TableClient.CreateQueryFilter(
            $" and (RowKey lt {key + TableKey.Separator} or RowKey ge {key + TableKey.AfterSeparator})");
    }

    public static int Read(TableEntity row) =>
        int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf(TableKey.Separator) + 1), CultureInfo.InvariantCulture);

    private static string KeyOf(RunStamp run) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{TableKey.Encode(run.ReportId)}{TableKey.Separator}{run.Number}{TableKey.Separator}chunk");
}
