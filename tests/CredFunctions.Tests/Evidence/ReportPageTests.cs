using System.Text;

using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Evidence;

[Trait(Speed.Trait, Speed.Slow)]
public sealed class ReportPageTests
{
    [Fact]
    public async Task Says_clean_only_when_every_rule_was_put_to_every_account()
    {
        (await WrittenEvidence.OfAsync(AccountRow.Clean())).Page.Should().Contain("No findings: 1 account assessed and clean.");
        (await WrittenEvidence.OfAsync(AccountRow.Clean().With(Column.MfaDeviceActive, "?"))).Page
            .Should().Contain("No findings in what could be assessed of 1 account.").And.Contain("could not be assessed").And.NotContain("and clean");
        (await WrittenEvidence.OfAsync(Report.Of(AccountRow.Clean()).Line("short").Bytes())).Page
            .Should().Contain("1 of 2 rows could not be read").And.NotContain("and clean");
        (await WrittenEvidence.OfAsync(Report.Of(AccountRow.Clean()).Bytes(), PolicyText.Read("""{ "rules": { "abnormal-login": "off" } }"""u8).Policy!.For("default"))).Page
            .Should().Contain("1 rule switched off by policy").And.NotContain("and clean");
    }

    [Fact]
    public async Task Lets_nothing_through_but_its_own_style_and_script()
    {
        var page = (await WrittenEvidence.OfAsync(AccountRow.Clean())).Page;

        page.Should().Contain("default-src &#x27;none&#x27;; style-src &#x27;sha256-").And.Contain("script-src &#x27;sha256-");
        page.Should().NotContain("unsafe-inline").And.NotContain("http://").And.NotContain("https://").And.NotContain(" style=").And.NotContain("onclick");
    }

    [Fact]
    public async Task Gives_all_that_is_needed_to_repeat_the_run()
    {
        var report = Report.Of(AccountRow.Clean()).Bytes();

        var page = (await WrittenEvidence.OfAsync(report)).Page;

        page.Should().Contain(ReportFile.Sha256Of(new MemoryStream(report))).And.Contain(AssessmentPolicy.DefaultHash)
            .And.Contain("2026-11-01T04:00:00Z").And.Contain("2026-11-01 12:00 &#x2B;08:00").And.Contain($"version {CredFunctions.Rules.RuleCatalogue.VersionOf(hasRoster: false)}").And.Contain($"version {CredFunctions.Evidence.RunResult.ProgramVersion}<");
    }

    [Fact]
    public async Task Lists_exceptions_with_reason_owner_end_and_what_they_cover()
    {
        var policy = PolicyText.Read("""
            {
              "exceptions": [
                { "rule": "console-mfa-disabled", "account": "100000000001", "reason": "New phone <b>ordered</b>.", "owner": "ops@example.com", "until": "2026-11-01" },
                { "rule": "console-mfa-disabled", "account": "ghost", "reason": "Old.", "owner": "ops", "until": "2026-10-31" }
              ]
            }
            """u8).Policy!.For("default");

        var page = (await WrittenEvidence.OfAsync(Report.Of(AccountRow.Clean().With(Column.MfaDeviceActive, "FALSE")).Bytes(), policy)).Page;

        page.Should().Contain("New phone &lt;b&gt;ordered&lt;/b&gt;.</td><td data-label=\"Owner\">ops@example.com</td><td data-label=\"Until\">2026-11-01</td><td data-label=\"State\">active</td><td data-label=\"Findings\" class=\"number\">1</td>");
        page.Should().Contain(">Old.</td><td data-label=\"Owner\">ops</td><td data-label=\"Until\">2026-10-31</td><td data-label=\"State\">ended</td><td data-label=\"Findings\" class=\"number\">0</td>");
        page.Should().Contain("excepted until 2026-11-01");
    }

    [Fact]
    public async Task Lists_the_rows_that_could_not_be_read_and_what_was_not_assessed()
    {
        var report = Report.Of(AccountRow.Clean().With(Column.MfaDeviceActive, "maybe")).Line("1.00028E+11,x");

        var page = (await WrittenEvidence.OfAsync(report.Bytes())).Page;

        page.Should().Contain("<th scope=\"row\" class=\"number\">3</th><td data-label=\"Reason\"><bdi>2 fields where the header has 26</bdi></td>");
        page.Should().Contain("<li><bdi>MFADeviceActive is &quot;maybe&quot;</bdi> (1)</li>");
        page.Should().Contain("The main account is not part of this report");
    }

    // 100,000 findings on 50,000 accounts.
    [Fact]
    public async Task Stays_small_enough_for_a_browser_and_names_what_it_leaves_out()
    {
        var report = new StringBuilder(Report.Header).Append('\n');
        for (var number = 0; number < 50_000; number++)
            report.Append(AccountRow.Clean($"1{number:00000000000}").With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "FALSE").Csv()).Append('\n');

        var written = await WrittenEvidence.OfAsync(Encoding.UTF8.GetBytes(report.ToString()));

        written.Page.Length.Should().BeLessThan(1_000_000);
        written.Page.Should().Contain("100,000 findings on 50,000 of 50,000 accounts").And.Contain("The other 49,500 are counted above by rule; <code>findings.csv</code>");
        written.Table("findings.csv").Should().HaveCount(100_000);
    }

    [Fact]
    public async Task The_same_report_gives_the_same_bytes()
    {
        var report = await File.ReadAllBytesAsync(RepositoryFile.At("samples/credential-report.csv"), TestContext.Current.CancellationToken);

        var (first, second) = (await WrittenEvidence.OfAsync(report), await WrittenEvidence.OfAsync(report));

        foreach (var (file, bytes) in first.Files)
            second.Files[file].Should().Equal(bytes, file);
    }
}
