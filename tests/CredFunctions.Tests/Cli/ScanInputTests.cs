using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

public sealed class ScanInputTests
{
    [Fact]
    public void As_of_is_when_the_file_was_modified()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("report.csv", ReportText.Mixed().Bytes);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 10, 31, 1, 2, 3, DateTimeKind.Utc));

        var report = CommandRun.Of("scan", path, "--format", "json").Json.GetProperty("report");

        report.GetProperty("asOf").GetString().Should().Be("2026-10-31T01:02:03+00:00");
        report.GetProperty("name").GetString().Should().Be("report.csv");
    }

    [Fact]
    public void As_of_of_stdin_is_now() =>
        CommandRun.WithInput(ReportText.Mixed().Bytes, "scan", "-", "--format", "json").Json.GetProperty("report").GetProperty("asOf").GetString()
            .Should().Be("2026-11-23T04:00:00+00:00");

    [Theory]
    [InlineData("2026-11-01", "2026-10-31T16:00:00+00:00")]
    [InlineData("2026/11/1 9:25:56", "2026-11-01T01:25:56+00:00")]
    [InlineData("2026-11-01T04:00:00Z", "2026-11-01T04:00:00+00:00")]
    [InlineData("2026-11-01T04:00:00-05:00", "2026-11-01T09:00:00+00:00")]
    [InlineData(" 2026-11-01 12:00 ", "2026-11-01T04:00:00+00:00")]
    public void As_of_is_read_as_the_report_writes_times(string asOf, string instant) =>
        CommandRun.WithInput(ReportText.Mixed().Bytes, "scan", "-", "--format", "json", "--as-of", asOf)
            .Json.GetProperty("report").GetProperty("asOf").GetString().Should().Be(instant);

    [Fact]
    public void As_of_name_takes_the_time_from_the_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("credential-report-2026-11-01T12-00.csv", ReportText.Mixed().Bytes);

        CommandRun.Of("scan", path, "--format", "json", "--as-of", "name").Json.GetProperty("report").GetProperty("asOf").GetString()
            .Should().Be("2026-11-01T04:00:00+00:00");
    }

    [Theory]
    [InlineData("report.csv", "has no date in its name")]
    [InlineData("2026-11-01_2026-11-02.csv", "has several dates or times in its name")]
    public void Name_without_one_time_is_wrong_usage_that_names_the_file(string name, string why)
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("scan", folder.Write(name, ReportText.Mixed().Bytes), "--as-of", "name");

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith($"--as-of name: \"{name}\" {why}");
    }

    [Theory]
    [InlineData("2027-11-01", "+08:00", "2027-11-01 00:00 +08:00")]
    [InlineData("2026-11-23 12:06", "+08:00", "2026-11-23 12:06 +08:00")]
    [InlineData("2026-11-23 12:05", "-02:00", "2026-11-23 12:05 -02:00")]
    public void As_of_ahead_of_the_clock_is_wrong_usage_that_names_the_zone(string asOf, string zone, string shown)
    {
        using var folder = new TemporaryFolder();
        var policy = folder.Write("policy.json", System.Text.Encoding.UTF8.GetBytes($$"""{ "reportTimeZone": "{{zone}}" }"""));

        var run = CommandRun.WithInput(ReportText.Mixed().Bytes, "scan", "-", "--as-of", asOf, "--policy", policy);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().StartWith($"--as-of \"{asOf}\" is {shown}, read in the zone {zone}, which lies in the future");
    }

    [Fact]
    public void As_of_up_to_five_minutes_ahead_of_the_clock_is_taken() =>
        CommandRun.WithInput(ReportText.Mixed().Bytes, "scan", "-", "--format", "json", "--as-of", "2026-11-23T04:05:00Z")
            .Json.GetProperty("report").GetProperty("asOf").GetString().Should().Be("2026-11-23T04:05:00+00:00");

    [Fact]
    public void File_that_was_modified_in_the_future_is_as_of_now_and_a_sentence_says_so()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("report.csv", new ReportText().AddPerson("a").Bytes);
        File.SetLastWriteTimeUtc(path, new DateTime(2027, 11, 1, 4, 0, 0, DateTimeKind.Utc));

        var run = CommandRun.Of("scan", path, "--format", "json");

        run.Json.GetProperty("report").GetProperty("asOf").GetString().Should().Be("2026-11-23T04:00:00+00:00");
        run.Sentence.Should().Be("\"report.csv\" was last modified in the future, at 2027-11-01 12:00 +08:00, so it is judged as of its arrival, 2026-11-23 12:00 +08:00.");
    }

    [Fact]
    public void File_that_is_newer_than_its_report_by_more_than_three_days_gets_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("report.csv", new ReportText().AddPerson("a").Bytes);
        CommandRun At(DateTime time, params string[] more)
        {
            File.SetLastWriteTimeUtc(path, time);
            return CommandRun.Of(["scan", path, .. more]);
        }

        var old = new DateTime(2026, 11, 4, 4, 0, 1, DateTimeKind.Utc);
        At(old).Sentence.Should().StartWith("\"report.csv\" is judged as of its file's time, 2026-11-04 12:00 +08:00, but nothing in it is newer than 2026-11-01 12:00 +08:00")
            .And.Contain("may be older than its file").And.Contain("--as-of");
        At(old.AddSeconds(-1)).Error.Should().BeEmpty();
        At(old, "--as-of", "2026-11-20").Error.Should().BeEmpty();
        At(old, "--quiet").Error.Should().BeEmpty();
    }

    [Fact]
    public void File_and_stdin_give_the_same_accounts()
    {
        using var folder = new TemporaryFolder();
        var report = ReportText.Mixed().Bytes;
        string[] options = ["--format", "json", "--as-of", ReportText.AsOf];

        var fromFile = CommandRun.Of(["scan", folder.Write("report.csv", report), .. options]);
        var fromStdin = CommandRun.WithInput(report, ["scan", "-", .. options]);

        fromFile.Output.Should().Be(fromStdin.Output.Replace("\"name\":\"stdin\"", "\"name\":\"report.csv\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spooled_stdin_leaves_no_file_behind()
    {
        CommandRun.WithInput(ReportText.Mixed().Bytes, "scan", "-").ExitCode.Should().Be(4);

        // Files of runs beside this one may be among them, and go by themselves.
        var left = Directory.GetFiles(Path.GetTempPath(), "credfunctions-*.csv");
        for (var tries = 0; tries < 50 && left.Any(File.Exists); tries++)
            await Task.Delay(100);
        left.Where(File.Exists).Should().BeEmpty();
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void No_SecretId_is_written_whole(string format)
    {
        var report = new ReportText(unknownColumns: [ReportText.OtherSecretId])
            .AddLine(Row(ReportText.SecretId, (Column.MfaDeviceActive, "FALSE")))
            .AddLine(Row("key " + ReportText.SecretId + " of mine", (Column.MfaDeviceActive, ReportText.SecretId), (Column.UserType, ReportText.OtherSecretId)))
            .AddLine(Row("IKIDnotTheUsualPrefix1", (Column.AccessKey1SecretId, "IKIDnotTheUsualPrefix1"), (Column.AccessKey1MayBeAtRisk, "TRUE")))
            .AddLine(Row("swapped", (Column.AccessKey1Status, ReportText.SecretId), (Column.AccessKey1SecretId, "Active"), (Column.AccessKey1MayBeAtRisk, "TRUE")))
            .AddLine(Row("mangled", (Column.AccountId, ReportText.SecretId)));

        var run = CommandRun.WithInput(report.Bytes, "scan", "-", "--as-of", ReportText.AsOf, "--format", format);

        run.Output.Should().Contain("AKIDz8kr…hESA");
        (run.Output + run.Error).Should().NotContain(ReportText.SecretId).And.NotContain(ReportText.OtherSecretId).And.NotContain("IKIDnotTheUsualPrefix1");
    }

    private static string Row(string username, params (Column Column, string Cell)[] cells)
    {
        // One column more than a plain report, for the one whose name is a SecretId.
        var row = new ReportText().AddProgram(username, [(Column.AccountId, NextId()), (Column.LoginConsoleActive, "TRUE"), .. cells]);
        return System.Text.Encoding.UTF8.GetString(row.Bytes).Split('\n')[1] + ",x";
    }

    private static int id = 1000;

    private static string NextId() => Interlocked.Increment(ref id).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
