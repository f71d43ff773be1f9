using System.Text;

using CredFunctions.Cli.Watching;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Cli;

/// <summary>What only reads as GB18030 may be in any encoding: the names are a guess, and every output says so.</summary>
public sealed class ScanEncodingTests
{
    private const string Caveat = "The file is neither UTF-8 nor UTF-16. It was read as GB18030, which is a guess: user names may be wrong. Use the original download.";

    // "Müller" in Windows-1252: no UTF-8, and two of its bytes are a Chinese character in GB18030.
    private static readonly byte[] Guessed = Encoding.Latin1.GetBytes(Building.Report.Of(AccountRow.Clean().With(Column.Username, "M\u00FCller")).Text());
    private static readonly byte[] Certain = Building.Report.Of(AccountRow.Clean().With(Column.Username, "M\u00FCller")).Bytes();

    [Fact]
    public void The_table_says_it_below_the_verdict()
    {
        Flat(Scan(Guessed, "--format", "table").Output).Should().StartWith($"No findings: 1 account assessed and clean. {Caveat} Report ");
        Scan(Certain, "--format", "table").Output.Should().NotContain("guess");
    }

    [Fact]
    public void The_quiet_table_says_it_in_the_same_line()
    {
        Scan(Guessed, "--format", "table", "--quiet").Output.Should().Be($"No findings: 1 account assessed and clean. {Caveat}\n");
        Scan(Certain, "--format", "table", "--quiet").Output.Should().Be("No findings: 1 account assessed and clean.\n");
    }

    [Fact]
    public void The_document_says_it_among_what_is_not_covered_and_stderr_in_a_sentence()
    {
        var guessed = Scan(Guessed, "--format", "json");
        guessed.Json.GetProperty("report").GetProperty("encoding").GetString().Should().Be("gb18030");
        guessed.Json.GetProperty("notCovered").EnumerateArray().Select(sentence => sentence.GetString()).Should().Contain(Caveat);
        guessed.Sentence.Should().Be(Caveat);

        var certain = Scan(Certain, "--format", "json");
        certain.Output.Should().NotContain("guess");
        certain.Error.Should().BeEmpty();
    }

    [Fact]
    public void The_evidence_says_it()
    {
        using var folder = new TemporaryFolder();

        Scan(Guessed, "--format", "json", "--quiet", "--out", folder.Path).ExitCode.Should().Be(0);

        var page = Directory.EnumerateFiles(folder.Path, "report.html", SearchOption.AllDirectories).Single();
        File.ReadAllText(page).Should().Contain("which is a guess");
    }

    [Fact]
    public void A_notification_of_a_recorded_report_says_it()
    {
        using var folder = new TemporaryFolder();
        var policy = folder.Write("policy.json", """{ "channels": { "screen": { "kind": "console" } }, "routes": [{ "channels": ["screen"] }] }"""u8.ToArray());

        var run = Scan(Guessed, "--format", "json", "--quiet", "--policy", policy, "--state", Path.Combine(folder.Path, "audit.db"), "--notify");

        Flat(run.Error).Should().Contain("which is a guess");
    }

    [Theory]
    [InlineData("gb18030", true)]
    [InlineData("utf-8", false)]
    [InlineData(null, false)]
    public void A_watch_says_it_of_a_report_that_is_complete(string? encoding, bool isGuess)
    {
        var record = new ReportRecord
        {
            Source = "company-a",
            ReportId = new string('a', 64),
            Sha256 = new string('a', 64),
            Name = "company-a/report.csv",
            Version = "1",
            AsOf = AccountRow.AsOf,
            Status = ReportStatus.Complete,
            Run = 1,
            Policy = "",
            TouchedAt = AccountRow.AsOf,
            Counts = new ReportCounts { Accounts = 1, Encoding = encoding },
        };

        ReportSentences.Ended(record, "--state audit.db").Should().EndWith(isGuess ? $"no finding open. {Caveat}" : "no finding open.");
    }

    private static CommandRun Scan(byte[] report, params string[] options) =>
        CommandRun.WithInput(report, ["scan", "-", "--as-of", "2026-11-01T12:00:00+08:00", .. options]);

    // The table is wrapped to the terminal's width.
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
