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
