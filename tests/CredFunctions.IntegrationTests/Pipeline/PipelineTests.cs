using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Pipeline.Secrets;
using CredFunctions.Tests.Pipeline.Telemetry;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.IntegrationTests.Pipeline;

public sealed class PipelineTests(AzuriteFixture azurite) : PipelineTest(azurite)
{
    [Fact]
    public async Task Two_reports_of_one_source_give_every_finding_its_life()
    {
        var first = await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        var second = await IngestAsync("second.csv", Stories.Second, Stories.Day(1));

        first.Status.Should().Be(ReportStatus.Complete);
        second.Status.Should().Be(ReportStatus.Complete);
        second.Counts.Departed.Should().Be(1);
        second.Counts.Resolved.Should().BePositive();
        second.Counts.Opened.Should().BePositive();
        var accounts = await Storage.Store.ReadAllAccountsAsync(Source, Cancellation).Select(each => each.State).ToListAsync(Cancellation);
        accounts.Should().HaveCount(8);
        accounts.Single(account => account.AccountId == "100000000007").GoneSince.Should().Be(Stories.Day(1));
        accounts.Single(account => account.AccountId == "100000000002").OpenFindings.Should().BeEmpty();
        accounts.SelectMany(account => account.Events).Select(each => each.Kind)
            .Should().Contain([AccountEventKind.Opened, AccountEventKind.Resolved, AccountEventKind.Changed]);
        Pipeline.Desk.Arrived.Select(each => each.Kind).Should().Equal(NotificationKind.Digest, NotificationKind.Alert, NotificationKind.Digest);
    }

    [Fact]
    public async Task The_same_bytes_within_hours_change_nothing_under_whatever_name()
    {
        var first = await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        var before = await RowsOfAsync(ResourceNames.AccountsTable);

        var again = await IngestAsync("copy.csv", Stories.First, Stories.Day(0).AddHours(3));

        again.Should().BeEquivalentTo(first);
        (await RowsOfAsync(ResourceNames.AccountsTable)).Select(row => row.ETag).Should().Equal(before.Select(row => row.ETag));
        Pipeline.Desk.Arrived.Should().ContainSingle();
    }

    [Fact]
    public async Task A_blob_whose_metadata_changes_is_the_same_upload()
    {
        await IngestAsync("many.csv", Stories.Many, Stories.Day(0));
        (await IngestAsync("few.csv", Stories.Few, Stories.Day(2))).Status.Should().Be(ReportStatus.Held);

        await WriteAsync(("asof", Stories.Day(1).ToString("o")));
        (await RecordOfAsync(Stories.Few)).Should().BeEquivalentTo(new { Status = ReportStatus.Held, AsOf = Stories.Day(1) }, "it replaces the report that was held");

        await WriteAsync(("asof", Stories.Day(1).ToString("o")), ("accept", "departures"));
        (await RecordOfAsync(Stories.Few)).Should().BeEquivalentTo(new { Status = ReportStatus.Complete, AsOf = Stories.Day(1), Run = 1 });

        async Task WriteAsync(params (string Name, string Value)[] metadata)
        {
            await Blobs.GetBlobContainerClient(ResourceNames.ReportsContainer).GetBlobClient("acme/few.csv")
                .SetMetadataAsync(metadata.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal), cancellationToken: Cancellation);
            await Pipeline.IngestAsync(Source, "few.csv");
        }
    }

    [Fact]
    public async Task A_withdrawn_report_gives_way_to_the_one_before_which_is_read_from_where_it_lies()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        var second = await IngestAsync("second.csv", Stories.Second, Stories.Day(1));

        (await Pipeline.Lanes.WithdrawAsync(second, await Storage.Store.ReadReportAsync(Source, second.Before!, Cancellation), Cancellation)).Should().BeTrue();
        await Pipeline.WorkAsync();

        (await RecordOfAsync(Stories.First)).Should().BeEquivalentTo(new { Status = ReportStatus.Complete, Run = 2, Withdraws = second.ReportId });
        (await RecordOfAsync(Stories.Second)).Status.Should().Be(ReportStatus.Withdrawn);
        var account = (await Storage.Store.ReadAccountsAsync(Source, ["100000000007"], Cancellation)).Single().State;
        account.IsPresent.Should().BeTrue("only the withdrawn report lacked it");
    }

    [Fact]
    public async Task A_rejected_report_is_put_aside_with_its_reason_and_told()
    {
        var rejected = await IngestAsync("broken.csv", Stories.CutOff, Stories.Day(0));

        rejected.Status.Should().Be(ReportStatus.Rejected);
        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Should().BeEmpty();
        var aside = await BlobsOfAsync(ResourceNames.RejectedContainer);
        aside.Keys.Should().Equal("acme/broken.csv", "acme/broken.csv.reason.txt");
        aside["acme/broken.csv"].Should().Equal(Stories.CutOff);
        Encoding.UTF8.GetString(aside["acme/broken.csv.reason.txt"]).Trim().Should().Be(rejected.Reason);
        Pipeline.Desk.Arrived.Should().ContainSingle().Which.Kind.Should().Be(NotificationKind.Rejected);
        (await RowsOfAsync(ResourceNames.AccountsTable)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_report_that_lacks_too_many_accounts_is_held_until_its_sender_accepts_that()
    {
        var most = Report.Of(Enumerable.Range(1, 30).Select(number => AccountRow.Clean($"1000000000{number:00}"))).Bytes();
        var few = Report.Of(Enumerable.Range(1, 5).Select(number => AccountRow.Clean($"1000000000{number:00}"))).Bytes();
        await IngestAsync("most.csv", most, Stories.Day(0));

        var held = await IngestAsync("few.csv", few, Stories.Day(1));
        held.Status.Should().Be(ReportStatus.Held);
        (await Storage.Store.ReadPresentIdsAsync(Source, Cancellation).CountAsync(Cancellation)).Should().Be(30);

        var accepted = await IngestAsync("few.csv", few, Stories.Day(1), ("accept", "departures"));
        accepted.Status.Should().Be(ReportStatus.Complete);
        accepted.Counts.Departed.Should().Be(25);
        (await Storage.Store.ReadPresentIdsAsync(Source, Cancellation).CountAsync(Cancellation)).Should().Be(5);
        Pipeline.Desk.Arrived.Select(each => each.Kind).Should().Equal(NotificationKind.Digest, NotificationKind.Held, NotificationKind.Digest);
    }

    [Fact]
    public async Task The_sweep_finds_reports_that_no_message_spoke_of()
    {
        await UploadAsync("acme/lost.csv", Stories.First);
        await UploadAsync("in-no-folder.csv", Stories.First);

        await Pipeline.SweepAsync();

        (await Storage.Store.SourcesAsync(Cancellation).ToListAsync(Cancellation)).Should().Equal("acme", "default");
        (await RecordOfAsync(Stories.First)).Status.Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task A_year_of_reports_in_the_wrong_order_leaves_none_behind()
    {
        Pipeline.Time.Advance(TimeSpan.FromDays(200));
        await UploadAsync("acme/latest.csv", Stories.Third, ("asof", Stories.Day(200).ToString("o")));
        await Pipeline.Queues.Put(new CredFunctions.Ports.ReportMessage(Source, "latest.csv"));
        for (var day = 0; day < 120; day++)
        {
            var report = Report.Of(AccountRow.Clean($"2000000{day:00000}")).Bytes();
            await UploadAsync($"acme/{day}.csv", report, ("asof", Stories.Day(day).ToString("o")));
            await Pipeline.Queues.Put(new CredFunctions.Ports.ReportMessage(Source, $"{day}.csv"));
        }

        await Pipeline.WorkAsync();

        var reports = await Storage.Store.ReadReportsAsync(Source, Cancellation).ToListAsync(Cancellation);
        reports.Count(report => report.Status is ReportStatus.Stale).Should().Be(120);
        (await Storage.Store.ReadLaneAsync(Source, Cancellation)).Lane.Active.Should().BeNull();
    }

    [Fact]
    public async Task No_row_no_blob_but_the_originals_no_message_and_no_log_line_holds_a_SecretId()
    {
        using var logs = new RecordedLogs();
        Pipeline = new AzurePipeline(Storage, loggers: logs);
        await IngestAsync("first.csv", SecretReports.First, Stories.Day(0));
        await IngestAsync("second.csv", SecretReports.Second, Stories.Day(1));
        (await IngestAsync("broken.csv", SecretReports.Broken, Stories.Day(2))).Status.Should().Be(ReportStatus.Rejected);

        var written = new List<string>();
        foreach (var table in new[] { ResourceNames.AccountsTable, ResourceNames.ReportsTable, ResourceNames.NotificationsTable })
        {
            var rows = await RowsOfAsync(table);
            rows.Should().NotBeEmpty();
            written.AddRange(rows.SelectMany(row => row.Select(column => $"{column.Value}")));
        }

        written.Should().Contain(text => text.Contains("AKIDsear", StringComparison.Ordinal), "the masks are there");
        foreach (var container in new[] { ResourceNames.ConfigContainer, ResourceNames.EvidenceContainer, ResourceNames.IndexContainer, ResourceNames.RejectedContainer })
        {
            var blobs = await BlobsOfAsync(container);
            blobs.Should().NotBeEmpty();
            written.AddRange(blobs.Where(blob => blob.Key != "acme/broken.csv").Select(blob => Encoding.UTF8.GetString(blob.Value)));
        }

        written.AddRange(Pipeline.Queues.Sent.Select(EncodedMessages.Of));
        written.AddRange(logs.Lines.Select(line => $"{line.Text} {string.Join(' ', line.Fields.Values)}"));
        logs.Lines.Should().NotBeEmpty();
        written.SelectMany(SecretReports.FoundIn).Should().BeEmpty();
    }
}
