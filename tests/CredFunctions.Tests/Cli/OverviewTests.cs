using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Evidence;
using CredFunctions.Tests.Languages;

namespace CredFunctions.Tests.Cli;

public sealed class OverviewTests : IDisposable
{
    private readonly ScannedHistory history = new();

    private string Out => Path.Combine(history.Folder, "evidence");

    public void Dispose() => history.Dispose();

    [Fact]
    public void Has_the_last_result_the_worst_findings_and_the_trend_of_every_source()
    {
        Scan("company-b", 0, ScannedHistory.People(4));
        Scan("company-a", 0, ScannedHistory.First());
        Scan("company-a", 7, ScannedHistory.Second());
        Scan("company-a", 14, ScannedHistory.People(30, (9, Column.MfaDeviceActive, "FALSE")));

        var rows = StrictCsv.Read(Written("overview.csv"));

        rows.Select(row => row["source"]).Should().Equal("company-a", "company-b");
        rows[0].Should().Contain("as_of", "2026-11-15T04:00:00Z").And.Contain("open", "1").And.Contain("open_before", "2")
            .And.Contain("trend", "2 2 1").And.Contain("worst", "high: console-mfa-disabled (1)").And.Contain("index", "company-a/index.html");
        rows[0]["verdict"].Should().Be("1 finding on 1 of 30 accounts: 1 high.");
        rows[1].Should().Contain("verdict", "No findings: 4 accounts assessed and clean.").And.Contain("worst", "").And.Contain("open_before", "");
        Written("overview.html").Should().Contain("<time datetime=\"2026-11-15T04:00:00Z\">2026-11-15 12:00 &#x2B;08:00</time>")
            .And.Contain("aria-label=\"2 2 1\"").And.Contain("href=\"company-b/index.html\"");
    }

    [Fact]
    public void The_command_writes_what_the_last_completion_wrote()
    {
        Scan("company-a", 0, ScannedHistory.First());
        Scan("company-b", 0, ScannedHistory.People(4));
        var (table, page) = (Written("overview.csv"), Written("overview.html"));
        File.Delete(Path.Combine(Out, "overview.csv"));

        var run = history.Run("overview", "--state", history.State, "--out", Out);

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith("The overview of 2 sources is in ").And.Contain("overview.html");
        (Written("overview.csv"), Written("overview.html")).Should().Be((table, page));
    }

    [Fact]
    public void Without_evidence_it_comes_from_the_state_and_links_to_nothing()
    {
        history.Scan(history.Report("a.csv", 0, ScannedHistory.First()), "--source", "company-a");
        history.Scan(history.Report("b.csv", 0, ScannedHistory.People(4)), "--source", "company-b", "--policy", history.Policy("""{ "rules": { "dormant-identity": "off" } }"""));

        history.Run("overview", "--state", history.State, "--out", Out, "--language", "zh-CN").ExitCode.Should().Be(0);

        var rows = StrictCsv.Read(Written("overview.csv"));
        rows.Should().OnlyContain(row => row["index"] == "");
        rows[1]["verdict"].Should().Be("No findings in what could be assessed of 4 accounts.", "a rule is off");
        Written("overview.html").Should().Contain("lang=\"zh-CN\"").And.Contain("最严重的风险项").And.NotContain("href");
    }

    [Fact]
    public void A_source_without_a_completed_report_is_listed_as_such()
    {
        Scan("company-a", 0, ScannedHistory.First());
        history.Scan(history.Report("b.csv", 0, "no report"u8.ToArray()), "--source", "company-b", "--out", Out).ExitCode.Should().Be(3);

        history.Run("overview", "--state", history.State, "--out", Out);

        StrictCsv.Read(Written("overview.csv"))[1].Should().Contain("source", "company-b").And.Contain("as_of", "").And.Contain("verdict", "");
        Written("overview.html").Should().Contain("No report was completed yet.");
    }

    [Theory]
    [InlineData("overview.html")]
    [InlineData("Overview.csv")]
    public void A_source_of_its_name_is_not_in_its_way(string source)
    {
        Scan(source, 0, ScannedHistory.People(4));

        StrictCsv.Read(Written("overview.csv")).Single()["source"].Should().Be(source);
        history.Run("verify", Out).ExitCode.Should().Be(0);
    }

    [Fact]
    public void It_is_Chinese_with_the_evidence_and_so_is_the_index()
    {
        history.Scan(history.Report("a.csv", 0, ScannedHistory.First()), "--source", "acme", "--out", Out, "--language", "zh-CN");

        foreach (var page in (string[])["overview.html", "acme/index.html"])
            PageTranslationTests.EnglishTexts(Written(page)).Should().BeEmpty(page);
        history.Run("verify", Out).ExitCode.Should().Be(0);
    }

    private void Scan(string source, int day, ReportText report) =>
        history.Scan(history.Report($"{source}-{day}.csv", day, report), "--source", source, "--out", Out).ExitCode.Should().Be(0);

    private string Written(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Out, name)));
}
