using System.Text.Json;

using Azure.Data.Tables;

using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Storage.Tables;

/// <summary>A source's lane in the table Reports. Its ETag guards every record of the source.</summary>
internal static class LaneRow
{
    public const string Key = "head";

    private const string LaneColumn = "Lane";

    public static TableEntity Of(Lane lane)
    {
        var row = new TableEntity(TableKey.Encode(lane.Source), Key);
        if (lane.Active is { } active)
            row["ActiveReportId"] = active.ReportId;
        if (lane.LastCompleted is { } last)
        {
            row["LastReportId"] = last.ReportId;
            row["LastAsOf"] = last.AsOf.ToUniversalTime();
        }

        JsonPieces.Write(row, LaneColumn, JsonSerializer.Serialize(lane, StoredJson.Lane));
        return row;
    }

    public static StoredLane Read(TableEntity row) =>
        new(JsonSerializer.Deserialize(JsonPieces.Read(row, LaneColumn), StoredJson.Lane)!, row.ETag.ToString());
}
