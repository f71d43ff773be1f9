using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.IntegrationTests.Pipeline;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.IntegrationTests.Records;

/// <summary>The command that uploads a report, over a storage account.</summary>
public sealed class UploadTests(AzuriteFixture azurite) : PipelineTest(azurite)
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_report_is_uploaded_under_the_hash_of_its_bytes_with_the_time_of_its_file()
    {
        var run = await RunAsync(File("report.csv", Stories.First));

        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().Equal(
            $"\"report.csv\" is uploaded as acme/{NameOf(Stories.First)}: 7 accounts, as of 2026-11-01 12:00 +08:00.",
            "\"credfunctions history acme --storage …\" shows whether it is recorded.", "");
        var blobs = await BlobsOfAsync(ResourceNames.ReportsContainer);
        blobs.Keys.Should().Equal($"acme/{NameOf(Stories.First)}");
        blobs.Values.Single().Should().Equal(Stories.First);
        (await AsOfOfAsync(Stories.First)).Should().Be("2026-11-01T04:00:00.0000000+00:00");
    }

    [Theory]
    [InlineData("2026-11-01 12:00", "as of \"2026-11-01 12:00\".")]
    [InlineData("name", "as of the time in its name.")]
    public async Task A_given_time_is_left_to_the_function_app_which_knows_the_zone(string asOf, string shown)
    {
        var run = await RunAsync(File("report-2026-11-01.csv", Stories.First), "--as-of", asOf);

        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.First().Should().EndWith(shown);
        (await AsOfOfAsync(Stories.First, "report-2026-11-01.csv")).Should().Be(asOf);
    }

    [Fact]
    public async Task A_second_upload_of_the_same_bytes_changes_nothing_unless_its_time_differs()
    {
        var file = File("report.csv", Stories.First);
        await RunAsync(file);
        var version = await VersionOfAsync(Stories.First);

        (await RunAsync(file)).Output.Should().StartWith("\"report.csv\" was uploaded before as acme/");
        (await VersionOfAsync(Stories.First)).Should().Be(version);

        (await RunAsync(file, "--as-of", "2026-10-31")).Output.Should().StartWith("\"report.csv\" is uploaded as acme/");
        (await AsOfOfAsync(Stories.First)).Should().Be("2026-10-31");
        (await VersionOfAsync(Stories.First)).Should().NotBe(version);
    }

    [Fact]
    public async Task What_is_no_report_is_refused_and_not_uploaded()
    {
        var workbook = await RunAsync(File("report.xlsx", [(byte)'P', (byte)'K', 3, 4, 0]));
        workbook.ExitCode.Should().Be(3);
        workbook.Sentence.Should().StartWith("\"report.xlsx\": The file is not text: it is a ZIP archive").And.EndWith("Nothing was uploaded.");

        var cut = await RunAsync(File("cut.csv", Stories.CutOff));
        cut.ExitCode.Should().Be(3);
        cut.Sentence.Should().MatchRegex("^\"cut.csv\", line [0-9]+: .* Nothing was uploaded\\.$");

        (await RunAsync(File("report.csv", Stories.First), "--as-of", "name")).Sentence.Should().Contain("has no date in its name");
        (await RunAsync(Path.Combine(folder.Path, "missing.csv"))).ExitCode.Should().Be(2);
        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_name_from_elsewhere_makes_no_folder()
    {
        (await RunAsync(File("a\\b\n#%?.csv", Stories.First))).ExitCode.Should().Be(0);

        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Keys.Should().ContainSingle().Which.Should().EndWith("/a_b_#%?.csv");
    }

    [Fact]
    public async Task Waiting_ends_when_the_report_is_recorded_and_its_notifications_are_sent()
    {
        var waiting = RunAsync(File("report.csv", Stories.First), "--wait");
        await ArriveAsync(Stories.First);

        var run = await waiting;

        var report = await RecordOfAsync(Stories.First);
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain($"acme: report {report.ReportId[..8]} (\"{NameOf(Stories.First)}\", as of 2026-11-01 12:00 +08:00) is complete: ")
            .And.EndWith("1 notification to channel \"desk\": sent.\n");
    }

    [Fact]
    public async Task Waiting_for_a_report_that_was_recorded_before_ends_at_once()
    {
        var file = File("report.csv", Stories.First);
        await RunAsync(file);
        await ArriveAsync(Stories.First);

        var run = await RunAsync(file, "--wait");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().StartWith("\"report.csv\" was uploaded before").And.Contain(" is complete: ");
    }

    [Fact]
    public async Task A_held_report_ends_the_wait_with_what_to_do()
    {
        await IngestAsync("first.csv", Accounts(30), Stories.Day(0));
        var waiting = RunAsync(File("report.csv", Accounts(15)), "--wait", "--as-of", Stories.Day(1).ToString("o"));
        await ArriveAsync(Accounts(15));

        var run = await waiting;

        run.ExitCode.Should().Be(3);
        run.Output.Should().Contain("is held and changes nothing.").And.Contain("\"credfunctions accept ");
    }

    [Fact]
    public async Task An_earlier_time_for_a_recorded_report_is_refused_with_the_command_that_withdraws_it()
    {
        var file = File("report.csv", Stories.First);
        await RunAsync(file, "--as-of", Stories.Day(1).ToString("o"));
        await ArriveAsync(Stories.First);
        var before = await VersionOfAsync(Stories.First);
        var waiting = RunAsync(file, "--wait", "--as-of", Stories.Day(0).ToString("o"));

        // The trigger fires for the blob with its new time.
        while (await VersionOfAsync(Stories.First) == before)
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        await ArriveAsync(Stories.First);

        var run = await waiting;

        run.ExitCode.Should().Be(3, run.Error);
        run.Error.Should().MatchRegex("was recorded as of a later time: \"credfunctions withdraw [0-9a-f]{8} --storage …\" withdraws that report");
    }

    [Fact]
    public async Task A_report_that_nothing_records_ends_the_wait_with_where_to_look()
    {
        var run = await RunAsync(File("report.csv", Stories.First), new HastyWait(), "--wait");

        run.ExitCode.Should().Be(4);
        run.Error.Should().Contain("The report is not recorded after 90 minutes. \"credfunctions status --storage …\"");
    }

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return base.DisposeAsync();
    }

    private static byte[] Accounts(int count) =>
        Report.Of(Enumerable.Range(1, count).Select(number => AccountRow.Clean($"1000000000{number:00}"))).Bytes();

    private static string NameOf(byte[] report, string file = "report.csv") =>
        $"{ReportFile.Sha256Of(new MemoryStream(report))[..12]}/{file}";

    private string File(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.Path, name);
        System.IO.File.WriteAllBytes(path, bytes);
        System.IO.File.SetLastWriteTimeUtc(path, Stories.Day(0).UtcDateTime);
        return path;
    }

    // What the trigger does, once the blob is there.
    private async Task ArriveAsync(byte[] report)
    {
        while (!(await BlobsOfAsync(ResourceNames.ReportsContainer)).ContainsKey($"{Source}/{NameOf(report)}"))
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        await Pipeline.IngestAsync(Source, NameOf(report));
    }

    private async Task<string> AsOfOfAsync(byte[] report, string file = "report.csv") =>
        (await Blobs.GetBlobContainerClient(ResourceNames.ReportsContainer).GetBlobClient($"{Source}/{NameOf(report, file)}")
            .GetPropertiesAsync(cancellationToken: Cancellation)).Value.Metadata["asof"];

    private async Task<string> VersionOfAsync(byte[] report) =>
        (await Blobs.GetBlobContainerClient(ResourceNames.ReportsContainer).GetBlobClient($"{Source}/{NameOf(report)}")
            .GetPropertiesAsync(cancellationToken: Cancellation)).Value.ETag.ToString();

    private Task<CommandRun> RunAsync(string file, params string[] options) => RunAsync(file, TimeProvider.System, options);

    private Task<CommandRun> RunAsync(string file, TimeProvider time, params string[] options) => Task.Run(
        () => CommandRun.Of(
            [], environment => environment with { Time = time },
            ["upload", file, .. options, "--source", Source, "--storage", ConnectionString]),
        Cancellation);

    /// <summary>A clock by which every pause is over at once.</summary>
    private sealed class HastyWait : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
