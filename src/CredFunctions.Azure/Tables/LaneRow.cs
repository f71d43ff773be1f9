using System.Text.Json;

using Azure.Data.Tables;

using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>A source's lane in the table Reports. Its ETag guards every record of the source.</summary>
internal static class LaneRow
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

        JsonPieces.Write(row, LaneColumn, JsonSerializer.Serialize(lane, StoredJson.Lane));
        return row;
    }

    /// <exception cref="InvalidDataException">Another release wrote the tables.</exception>
    public static StoredLane Read(TableEntity row) => row.GetInt32(FormatColumn) is not Format
        ? throw new InvalidDataException(
            $"The tables {ResourceNames.AccountsTable}, {ResourceNames.ReportsTable} and {ResourceNames.NotificationsTable} "
                + "were written by another release "
            + $"(format {row.GetInt32(FormatColumn) ?? 1}, this release reads {Format}): use that one, "
            + "or delete the three tables, deploy again and upload the reports again.")
        : new StoredLane(JsonSerializer.Deserialize(JsonPieces.Read(row, LaneColumn), StoredJson.Lane)!, row.ETag.ToString());
}
