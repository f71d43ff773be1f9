using Azure.Core;

using CredFunctions.Azure;
using CredFunctions.Azure.Inbox;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Pipeline;
using CredFunctions.Reports;

namespace CredFunctions.IntegrationTests.Inbox;

public sealed class BlobReportInboxTests(AzuriteFixture azurite) : StorageTest(azurite)
{
    private static readonly byte[] Bytes = "one,two"u8.ToArray();
    private static readonly byte[] OtherBytes = "three,four"u8.ToArray();

    [Fact]
    public async Task A_report_is_as_of_what_its_sender_says()
    {
        await UploadAsync("acme/2026/x.csv", Bytes, ("asof", "2026-11-01 12:00:00"), ("accept", "Departures"));

        await using var report = await Storage.Inbox.OpenAsync("acme", "2026/x.csv", Cancellation);

        report!.GivenAsOf.Should().Be("2026-11-01 12:00:00", "its zone is the policy's");
        report.IsAccepted.Should().BeTrue();
        for (var time = 0; time < 2; time++)
        {
            report.Content.Position = 0;
            (await BinaryData.FromStreamAsync(report.Content, Cancellation)).ToArray().Should().Equal(Bytes);
        }
    }

    [Fact]
    public async Task A_report_whose_sender_says_nothing_has_the_time_of_its_upload()
    {
        await UploadAsync("acme/x.csv", Bytes);

        await using var report = await Storage.Inbox.OpenAsync("acme", "x.csv", Cancellation);

        report!.GivenAsOf.Should().BeNull();
        report.ModifiedAt.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        report.IsAccepted.Should().BeFalse();
    }

    [Fact]
    public async Task The_bytes_of_a_report_are_found_where_they_lie_and_nowhere_else()
    {
        await UploadAsync("acme/x.csv", Bytes);
        await UploadAsync(ResourceNames.RejectedContainer, "acme/y.csv", Bytes);
        await UploadAsync("acme/y.csv", OtherBytes);
        var sha256 = ReportFile.Sha256Of(new MemoryStream(Bytes));

        foreach (var name in new[] { "x.csv", "y.csv" })
        {
            await using var report = await Storage.Inbox.FindAsync("acme", name, sha256, Cancellation);
            ReportFile.Sha256Of(report!.Content).Should().Be(sha256);
        }

        (await Storage.Inbox.FindAsync("acme", "z.csv", sha256, Cancellation)).Should().BeNull();
        (await Storage.Inbox.FindAsync("acme", "x.csv", ReportFile.Sha256Of(new MemoryStream(OtherBytes)), Cancellation)).Should().BeNull();
    }

    [Fact]
    public async Task A_report_that_is_returned_keeps_its_as_of_and_what_else_its_sender_said()
    {
        await UploadAsync(ResourceNames.RejectedContainer, "acme/x.csv", Bytes, ("accept", "departures"));

        (await Storage.Inbox.ReturnAsync("acme", "x.csv", new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.FromHours(8)), Cancellation)).Should().BeTrue();

        await using var report = await Storage.Inbox.OpenAsync("acme", "x.csv", Cancellation);
        report!.GivenAsOf.Should().Be("2026-11-01T04:00:00.0000000+00:00");
        report.IsAccepted.Should().BeTrue();
    }

    [Fact]
    public async Task Folders_are_no_reports_but_an_empty_file_is_one()
    {
        await UploadAsync("acme", [], ("hdi_isfolder", "true"));
        await UploadAsync("acme/2026/", []);
        await UploadAsync("acme/empty.csv", []);
        await UploadAsync("acme/2026/x.csv", Bytes);
        await UploadAsync("alone.csv", Bytes);

        await UploadAsync("default/2.csv", Bytes);
        (await Storage.Inbox.SourcesAsync(Cancellation).ToListAsync(Cancellation)).Should().Equal("acme", "default");
        (await NamesOfAsync("acme")).Should().Equal("2026/x.csv", "empty.csv");
        (await NamesOfAsync("default")).Should().Equal("2.csv", "./alone.csv");
        foreach (var source in new[] { "acme", "default" })
        {
            await foreach (var entry in Storage.Inbox.ListAsync(source, Cancellation))
            {
                await using var report = await Storage.Inbox.OpenAsync(source, entry.Name, Cancellation);
                report!.Version.Should().Be(entry.Version);
                entry.ModifiedAt.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
            }
        }

        (await Storage.Inbox.OpenAsync("default", "./acme", Cancellation)).Should().BeNull();
        (await Storage.Inbox.OpenAsync("acme", "gone.csv", Cancellation)).Should().BeNull();
    }

    [Theory]
    [InlineData("acme/x.csv", "acme", "x.csv")]
    [InlineData("acme/2026/x.csv", "acme", "2026/x.csv")]
    [InlineData("x.csv", "default", "./x.csv")]
    [InlineData("default/x.csv", "default", "x.csv")]
    public void A_blob_name_is_a_source_and_a_name_and_back(string blob, string source, string name)
    {
        ReportBlobName.Parse(blob).Should().Be((source, name));
        ReportBlobName.Of(source, name).Should().Be(blob);
    }

    [Fact]
    public async Task A_report_that_is_overwritten_while_it_is_read_is_read_anew()
    {
        await UploadAsync("acme/x.csv", Bytes);
        var overwritten = false;
        var inbox = ConnectAgain(options => options.AddPolicy(new BeforeRequest(OverwriteOnceAsync), HttpPipelinePosition.PerCall)).Inbox;

        await using var report = await inbox.OpenAsync("acme", "x.csv", Cancellation);

        overwritten.Should().BeTrue();
        (await BinaryData.FromStreamAsync(report!.Content, Cancellation)).ToArray().Should().Equal(OtherBytes);

        async Task OverwriteOnceAsync(Request request)
        {
            if (request.Method != RequestMethod.Get || overwritten)
                return;
            overwritten = true;
            await UploadAsync("acme/x.csv", OtherBytes);
        }
    }

    [Fact]
    public async Task Nothing_of_a_report_is_left_on_the_disk()
    {
        await UploadAsync("acme/x.csv", Bytes);
        var report = await Storage.Inbox.OpenAsync("acme", "x.csv", Cancellation);
        var file = ((FileStream)report!.Content).Name;

        if (!OperatingSystem.IsWindows())
            File.Exists(file).Should().BeFalse("a process that is killed cannot delete it any more");
        await report.DisposeAsync();

        File.Exists(file).Should().BeFalse();
    }

    [Fact]
    public async Task A_rejected_report_lies_aside_with_its_reason()
    {
        await UploadAsync("acme/x #1?.csv", Bytes, ("asof", "2026-11-01"));
        await using var report = await Storage.Inbox.OpenAsync("acme", "x #1?.csv", Cancellation);

        await Storage.Inbox.RejectAsync("acme", "x #1?.csv", report!.Version, "It has no header.", Cancellation);
        await Storage.Inbox.RejectAsync("acme", "x #1?.csv", report.Version, "It has no header.", Cancellation);

        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Should().BeEmpty();
        var aside = await BlobsOfAsync(ResourceNames.RejectedContainer);
        aside.Keys.Should().Equal("acme/x #1?.csv", "acme/x #1?.csv.reason.txt");
        aside["acme/x #1?.csv"].Should().Equal(Bytes);
        aside["acme/x #1?.csv.reason.txt"].Should().Equal("It has no header.\n"u8.ToArray());
        var kept = await Blobs.GetBlobContainerClient(ResourceNames.RejectedContainer).GetBlobClient("acme/x #1?.csv").GetPropertiesAsync(cancellationToken: Cancellation);
        kept.Value.Metadata.Should().Contain("asof", "2026-11-01");
    }

    public static TheoryData<string> Steps => ["copy", "reason", "delete"];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_rejection_that_was_interrupted_is_finished(string interruptedBefore)
    {
        await UploadAsync("acme/x.csv", Bytes);
        var inbox = ConnectAgain(options => options.AddPolicy(new BeforeRequest(FailAsync), HttpPipelinePosition.PerCall)).Inbox;
        var version = await VersionOfAsync("acme", "x.csv");
        await FluentActions.Awaiting(() => inbox.RejectAsync("acme", "x.csv", version, "Broken.", Cancellation)).Should().ThrowAsync<InvalidOperationException>();

        await Storage.Inbox.RejectAsync("acme", "x.csv", version, "Broken.", Cancellation);

        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Should().BeEmpty();
        (await BlobsOfAsync(ResourceNames.RejectedContainer)).Keys.Should().Equal("acme/x.csv", "acme/x.csv.reason.txt");

        Task FailAsync(Request request)
        {
            var step = request.Method == RequestMethod.Delete ? "delete"
                : request.Method == RequestMethod.Put ? request.Uri.Path.EndsWith(".reason.txt", StringComparison.Ordinal) ? "reason" : "copy"
                : "";
            return step == interruptedBefore ? Task.FromException(new InvalidOperationException("The process ends.")) : Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_report_that_was_replaced_after_it_was_read_is_not_rejected_in_its_place()
    {
        await UploadAsync("acme/x.csv", Bytes);
        var version = await VersionOfAsync("acme", "x.csv");
        await UploadAsync("acme/x.csv", OtherBytes);

        await Storage.Inbox.RejectAsync("acme", "x.csv", version, "Broken.", Cancellation);

        (await BlobsOfAsync(ResourceNames.ReportsContainer))["acme/x.csv"].Should().Equal(OtherBytes);
        (await BlobsOfAsync(ResourceNames.RejectedContainer)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_report_that_is_replaced_while_the_old_one_is_rejected_stays(string replacedBefore)
    {
        await UploadAsync("acme/x.csv", Bytes);
        var inbox = ConnectAgain(options => options.AddPolicy(new BeforeRequest(ReplaceAsync), HttpPipelinePosition.PerCall)).Inbox;

        await inbox.RejectAsync("acme", "x.csv", await VersionOfAsync("acme", "x.csv"), "Broken.", Cancellation);

        (await BlobsOfAsync(ResourceNames.ReportsContainer))["acme/x.csv"].Should().Equal(OtherBytes);

        Task ReplaceAsync(Request request)
        {
            var step = request.Method == RequestMethod.Delete ? "delete"
                : request.Method == RequestMethod.Put ? request.Uri.Path.EndsWith(".reason.txt", StringComparison.Ordinal) ? "reason" : "copy"
                : "";
            return step == replacedBefore ? UploadAsync("acme/x.csv", OtherBytes) : Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_finished_report_stays_where_it_is()
    {
        await UploadAsync("acme/x.csv", Bytes);

        await Storage.Inbox.FinishAsync("acme", "x.csv", await VersionOfAsync("acme", "x.csv"), Cancellation);

        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Keys.Should().Equal("acme/x.csv");
    }

    private async Task<string> VersionOfAsync(string source, string name)
    {
        await using var report = await Storage.Inbox.OpenAsync(source, name, Cancellation);
        return report!.Version;
    }

    [Fact]
    public async Task A_file_that_is_done_with_is_removed_unless_it_was_overwritten()
    {
        await UploadAsync("acme/old.csv", Bytes);
        await UploadAsync("acme/overwritten.csv", Bytes);
        var entries = await Storage.Inbox.ListAsync("acme", Cancellation).ToListAsync(Cancellation);
        await UploadAsync("acme/overwritten.csv", OtherBytes);

        for (var time = 0; time < 2; time++)
        {
            foreach (var entry in entries)
                await Storage.Inbox.RemoveAsync("acme", entry.Name, entry.Version, Cancellation);
        }

        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Keys.Should().Equal("acme/overwritten.csv");
    }

    [Fact]
    public async Task What_was_rejected_long_ago_is_removed_a_piece_at_a_time()
    {
        foreach (var name in new[] { "1.csv", "2.csv", "3.csv" })
            await UploadAsync(ResourceNames.RejectedContainer, $"acme/{name}", Bytes);

        (await Storage.Inbox.PurgeAsync(DateTimeOffset.UtcNow.AddDays(-1), most: 10, Cancellation)).Should().Be(0);
        (await Storage.Inbox.PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), most: 2, Cancellation)).Should().Be(2);
        (await BlobsOfAsync(ResourceNames.RejectedContainer)).Should().ContainSingle();
    }

    [Theory]
    [InlineData("departures", true)]
    [InlineData("", false)]
    public async Task A_list_says_whether_departures_are_accepted(string accept, bool isAccepted)
    {
        await UploadAsync("acme/x.csv", Bytes, accept.Length == 0 ? [] : [("accept", accept)]);

        (await Storage.Inbox.ListAsync("acme", Cancellation).SingleAsync(Cancellation)).IsAccepted.Should().Be(isAccepted);
    }

    private ValueTask<List<string>> NamesOfAsync(string source) =>
        Storage.Inbox.ListAsync(source, Cancellation).Select(entry => entry.Name).ToListAsync(Cancellation);
}
