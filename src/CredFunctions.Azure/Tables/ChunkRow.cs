using System.Globalization;

using Azure.Data.Tables;

using CredFunctions.Accounts;

namespace CredFunctions.Azure.Tables;

/// <summary>A marker in the table Reports: this chunk of this run is recorded. Its keys hold everything.</summary>
internal static class ChunkRow
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
