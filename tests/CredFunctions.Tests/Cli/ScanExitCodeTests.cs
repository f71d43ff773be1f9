using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

public sealed class ScanExitCodeTests
{
    private static readonly byte[] Clean = new ReportText().AddPerson("clean").Bytes;
    private static readonly byte[] CleanButARow = new ReportText().AddPerson("clean").AddLine("short").Bytes;
    private static readonly byte[] High = new ReportText().AddPerson("no-mfa", (Column.MfaDeviceActive, "FALSE")).Bytes;
    private static readonly byte[] HighAndARow = new ReportText().AddPerson("no-mfa", (Column.MfaDeviceActive, "FALSE")).AddLine("short").Bytes;

    public static TheoryData<string, string[], int> Table => new()
    {
        { nameof(Clean), [], 0 },
        { nameof(Clean), ["--fail-on", "info"], 0 },
        { nameof(High), [], 0 },
        { nameof(High), ["--fail-on", "critical"], 0 },
        { nameof(High), ["--fail-on", "high"], 1 },
        { nameof(High), ["--fail-on", "HIGH"], 1 },
        { nameof(High), ["--fail-on", "info"], 1 },
        { nameof(CleanButARow), [], 4 },
        { nameof(CleanButARow), ["--fail-on", "info"], 4 },
        { nameof(HighAndARow), [], 4 },
        { nameof(HighAndARow), ["--fail-on", "critical"], 4 },
        { nameof(HighAndARow), ["--fail-on", "high"], 1 },
        { "Nothing", [], 3 },
        { "Nothing", ["--fail-on", "info"], 3 },
        { "Nothing", ["--fail-on", "worst"], 2 },
        { nameof(HighAndARow), ["--fail-on", "worst"], 2 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void First_that_applies_is_given(string report, string[] options, int exitCode)
    {
        byte[] bytes = report switch
        {
            nameof(Clean) => Clean,
            nameof(CleanButARow) => CleanButARow,
            nameof(High) => High,
            nameof(HighAndARow) => HighAndARow,
            _ => [],
        };

        foreach (var format in new[] { "table", "json" })
        {
            CommandRun.WithInput(bytes, ["scan", "-", "--as-of", ReportText.AsOf, "--format", format, .. options])
                .ExitCode.Should().Be(exitCode, "format is {0}", format);
        }
    }

    [Theory]
    [InlineData("--as-of", "yesterday", "--as-of \"yesterday\" is not a time")]
    [InlineData("--as-of", "2026-02-30", "is not a time")]
    [InlineData("--as-of", "", "is not a time")]
    [InlineData("--source", "a/b", "--source \"a/b\" is not a name")]
    [InlineData("--source", "", "is not a name")]
    [InlineData("--source", "é", "is not a name")]
    [InlineData("--format", "xml", "use table, json, csv or md")]
    [InlineData("--format", "1", "use table, json, csv or md")]
    [InlineData("--fail-on", "worst", "use critical, high, medium, low or info")]
    [InlineData("--fail-on", "4", "use critical, high, medium, low or info")]
    [InlineData("--surprise", "1", "--surprise")]
    [InlineData("--\u001b[31m", "\u202E", "\\u001b[31m")]
    public void Wrong_option_is_told_in_one_sentence(string option, string value, string told)
    {
        var run = CommandRun.WithInput(Clean, "scan", "-", option, value);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().Contain(told).And.Contain("--help").And.NotContain("\u001b").And.NotContain("\u202E");
    }

    [Theory]
    [InlineData]
    [InlineData("scan")]
    [InlineData("scan", "-", "--as-of")]
    [InlineData("inspect", "a.csv")]
    [InlineData("rules", "a", "b")]
    public void Wrong_usage_is_told_in_one_sentence(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().Contain("--help");
    }

    [Fact]
    public void Missing_file_is_told()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "nobody.csv");

        var run = CommandRun.Of("scan", path, "--format", "json");

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().Be($"\"{path}\" does not exist: check the path.");
        CommandRun.Of("scan", Path.Combine(path, "deeper.csv")).Sentence.Should().Contain("does not exist");
    }

    [Fact]
    public void Directory_is_told()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("scan", folder.Path);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("is a directory");
    }

    [Fact]
    public void File_name_that_begins_with_an_at_sign_is_a_file_name() =>
        CommandRun.Of("scan", "@nobody.csv").Sentence.Should().Contain("\"@nobody.csv\" does not exist");

    [Fact]
    public void Output_that_cannot_be_written_is_told()
    {
        var run = CommandRun.Of(Clean, environment => environment with { Output = new FullDisk() }, "scan", "-", "--format", "json");

        run.ExitCode.Should().Be(70);
        run.Sentence.Should().Contain("disk is full");
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("The disk is full.");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("The disk is full.");
    }
}
