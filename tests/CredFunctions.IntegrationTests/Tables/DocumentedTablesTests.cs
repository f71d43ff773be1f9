using System.Text.RegularExpressions;

using Azure.Data.Tables;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.IntegrationTests.Pipeline;
using CredFunctions.Notifications;
using CredFunctions.Runs;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.IntegrationTests.Tables;

/// <summary>docs/tables.md says of every column what it is, and of none that is not there.</summary>
public sealed partial class DocumentedTablesTests(AzuriteFixture azurite) : PipelineTest(azurite)
{
    [Fact]
    public async Task Every_column_that_is_written_is_described_and_the_other_way_round()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        await IngestAsync("second.csv", Stories.Second, Stories.Day(1));
        await IngestAsync("broken.csv", Stories.CutOff, Stories.Day(2));
        await LeaveOneRecordingAsync();

        var notification = await Storage.Store.ReadNotificationsAsync(Cancellation).FirstAsync(Cancellation);
        await Storage.Store.SaveNotificationAsync(notification.Replayed(Stories.Day(3)), Cancellation);

        var reports = await RowsOfAsync(ResourceNames.ReportsTable);
        Described("Accounts").Should().BeEquivalentTo(Written(await RowsOfAsync(ResourceNames.AccountsTable)));
        Described("The lane").Should().BeEquivalentTo(Written(reports.Where(row => row.RowKey == "head")));
        Described("A report").Should().BeEquivalentTo(Written(reports.Where(row => row.RowKey.StartsWith("report|", StringComparison.Ordinal))));
        Described("An upload").Should().BeEquivalentTo(Written(reports.Where(row => row.RowKey.StartsWith("upload|", StringComparison.Ordinal))));
        Described("A chunk's marker").Should().BeEquivalentTo(Written(reports.Where(row => row.RowKey.Contains("|chunk|", StringComparison.Ordinal))));
        Described("Notifications").Should().BeEquivalentTo(Written(await RowsOfAsync(ResourceNames.NotificationsTable)));
    }

    [Fact]
    public void Every_table_container_and_word_is_described()
    {
        string[] names =
        [
            ResourceNames.AccountsTable, ResourceNames.ReportsTable, ResourceNames.NotificationsTable,
            ResourceNames.ReportsContainer, ResourceNames.RejectedContainer, ResourceNames.EvidenceContainer,
            ResourceNames.IndexContainer, ResourceNames.ConfigContainer,
        ];

        DocumentedTables.Page.Should().ContainAll(names);
        DocumentedTables.Page.Should().ContainAll(Enum.GetNames<ReportStatus>().Concat(Enum.GetNames<NotificationStatus>()).Concat(Enum.GetNames<NotificationKind>()).Select(word => $"`{word}`"));
    }

    private static List<string> Described(string heading) => [.. DocumentedTables.ColumnsUnder(heading)];

    private static IEnumerable<string> Written(IEnumerable<TableEntity> rows)
    {
        var all = rows.ToList();
        all.Should().NotBeEmpty();
        return all.SelectMany(row => row.Keys).Where(column => column is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
            .Select(column => Piece().Replace(column, "{n}")).Distinct(StringComparer.Ordinal);
    }

    // The lane names an active run only while one is worked.
    private async Task LeaveOneRecordingAsync()
    {
        var (lane, version) = await Storage.Store.ReadLaneAsync(Source, Cancellation);
        await Storage.Store.CommitAsync(new LaneStep(lane with { Active = Known.Run }, []), version, Cancellation);
    }

    [GeneratedRegex("[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Piece();
}
