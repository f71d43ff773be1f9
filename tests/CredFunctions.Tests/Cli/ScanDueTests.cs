using System.Text.Json;

using CredFunctions.Reports;

using NJsonSchema;

namespace CredFunctions.Tests.Cli;

public sealed class ScanDueTests : IDisposable
{
    private const string Screen = """ "channels": { "screen": { "kind": "console" } }, "routes": [ { "channels": ["screen"] } ] """;

    private static readonly string Soon = Building.AccountRow.Ago(85);

    private readonly ScannedHistory history = new();

    public void Dispose() => history.Dispose();

    [Fact]
    public async Task The_document_has_what_is_due_with_a_state_and_without()
    {
        var report = history.Report("1.csv", 0, Report());
        var policy = history.Policy("""
            { "exceptions": [ { "rule": "password-not-rotated", "account": "user4@*", "reason": "r", "owner": "o", "until": "2026-11-06" } ] }
            """);

        var alone = history.Run("scan", report, "--policy", policy, "--format", "json");
        var recorded = history.Scan(report, "--policy", policy, "--format", "json", "--out", history.Folder);

        foreach (var run in new[] { alone, recorded })
        {
            var due = run.Json.GetProperty("due").EnumerateArray().ToList();
            due.Select(each => each.GetProperty("rule").GetString()).Should().Equal("console-idle", "password-not-rotated");
            due.Select(each => each.GetProperty("subject").GetString()).Should().OnlyContain(subject => subject == "account");
            due.Select(each => each.GetProperty("at").GetString()).Should().OnlyContain(at => at == "2026-11-06T04:00:00+00:00");
            due[1].GetProperty("exception").GetProperty("until").GetString().Should().Be("2026-11-06");
            due[0].TryGetProperty("exception", out _).Should().BeFalse();
            (await JsonSchema.FromFileAsync(ScanJsonTests.SchemaPath())).Validate(run.Output).Should().BeEmpty();
        }

        Written("findings.json").Should().Contain("\"due\":[{").And.Contain("2026-11-06T04:00:00");
        Written("due.csv").Split("\r\n").Should().HaveCount(4);
        Written("report.html").Should().Contain("Due in the next 14 days").And.Contain("2026-11-06 12:00");
    }

    [Fact]
    public void A_later_report_forgets_what_is_not_due_any_more()
    {
        history.Scan(history.Report("1.csv", 0, Report()));

        var run = history.Scan(history.Report("2.csv", 1, ScannedHistory.People(5)), "--format", "json");

        run.Json.GetProperty("due").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public void The_table_ends_with_it_and_lists_the_keys_that_are_disabled_by_themselves()
    {
        var policy = history.Policy("""{ "tencentDisablesUnusedKeys": "2026-10-01" }""");
        var report = new ReportText().AddProgram("deploy", (Column.AccessKey1LastUsedDate, Building.AccountRow.Ago(95)));

        var run = history.Run("scan", history.Report("1.csv", 0, report), "--policy", policy);

        run.Output.Should().Contain("Access keys that Tencent Cloud disables if they stay unused").And.Contain("overdue");
    }

    [Fact]
    public void Nothing_is_listed_where_the_policy_says_so()
    {
        var report = history.Report("1.csv", 0, Report());
        var policy = history.Policy("""{ "dueDays": 0 }""");

        history.Run("scan", report, "--policy", policy, "--format", "json").Json.TryGetProperty("due", out _).Should().BeFalse();
        history.Scan(report, "--policy", policy, "--out", history.Folder).Output.Should().NotContain("Due in");
        Directory.GetFiles(history.Folder, "due.csv", SearchOption.AllDirectories).Should().BeEmpty();
        Written("report.html").Should().NotContain("Due in");
    }

    [Fact]
    public void A_digest_counts_it_but_not_what_is_excepted_on_its_day()
    {
        var policy = history.Policy($$"""
            { "exceptions": [ { "rule": "password-not-rotated", "account": "user4@*", "reason": "r", "owner": "o", "until": "2026-11-06" } ], {{Screen}} }
            """);

        var run = history.Scan(history.Report("1.csv", 0, Report()), "--policy", policy, "--notify");

        run.Error.Should().Contain("Due in the next 14 days: 1 account, the first on 2026-11-06.");
    }

    [Fact]
    public void A_digest_tells_keys_that_Tencent_Cloud_may_disable_already_from_those_it_will()
    {
        var report = Building.Report.Of(Unused(1, "2026-07-01"), Unused(2, "2026-07-02"), Unused(3, "2026-08-10"), Unused(4, "2026-11-01")).Bytes();
        var policy = history.Policy($$"""{ "tencentDisablesUnusedKeys": "2026-10-01", {{Screen}} }""");

        var run = history.Scan(history.Report("1.csv", 0, report), "--policy", policy, "--notify");

        run.Error.Should().Contain("Tencent Cloud may disable 2 access keys at any time: not used for 90 days.")
            .And.MatchRegex("disables 1 access key in the next 14 days unless used, the first\\s+on 2026-11-08[.]");
    }

    [Fact]
    public void Accounts_that_sign_in_elsewhere_are_counted_and_their_findings_stay()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var policy = history.Policy("""{ "externalLogin": ["user3@*", "user4@*"] }""");

        var run = history.Scan(history.Report("2.csv", 1, ScannedHistory.First()), "--policy", policy, "--format", "json");

        run.Json.GetProperty("notCovered").EnumerateArray().Select(each => each.GetString()).Should().Contain(
            "2 accounts sign in through your identity provider, whose MFA this report does not show.");
        run.Json.GetProperty("accounts").EnumerateArray().SelectMany(account => account.GetProperty("findings").EnumerateArray())
            .Select(finding => (finding.GetProperty("rule").GetString(), finding.GetProperty("state").GetString())).Should().Equal(
                ("console-mfa-disabled", "not-evaluated"), ("login-protection-disabled", "open"));
    }

    [Fact]
    public void A_roster_goes_with_the_policy_and_its_rules_go_with_the_roster()
    {
        var report = history.Report("1.csv", 0, ScannedHistory.People(3));
        var roster = Path.Combine(history.Folder, "roster.csv");
        File.WriteAllText(roster, "user1@example.com,Mei,,,2026-10-01\nuser2@example.com,Lars\n");

        var run = history.Scan(report, "--roster", roster, "--format", "json");

        run.Json.GetProperty("accounts").EnumerateArray().SelectMany(account => account.GetProperty("findings").EnumerateArray())
            .Select(finding => finding.GetProperty("rule").GetString()).Should().Equal("owner-left", "owner-unknown");
        history.Run("scan", report, "--format", "json").Json.GetProperty("accounts").GetArrayLength().Should().Be(0);

        // Under a policy without a roster, what was found stays as it is.
        history.Scan(report, "--format", "json").Json.GetProperty("accounts")[0].GetProperty("findings")[0].GetProperty("state").GetString()
            .Should().Be("not-evaluated");
        history.Scan(report).Output.ReplaceLineEndings(" ").Should().NotContain("assessed and clean")
            .And.Contain("2 open findings not evaluated under this policy");
    }

    [Theory]
    [InlineData("")]
    [InlineData("account,owner,team,email,left on\n\n")]
    public void A_roster_that_names_no_account_is_warned_of(string text)
    {
        var roster = Path.Combine(history.Folder, "roster.csv");
        File.WriteAllText(roster, text);

        var run = history.Scan(history.Report("1.csv", 0, ScannedHistory.People(3)), "--roster", roster);

        run.ExitCode.Should().Be(0);
        run.Error.Should().Contain("names no account: it may be cut off");
    }

    [Fact]
    public void Stdin_is_read_once() => history.Run("scan", "-", "--roster", "-").Sentence.Should().Contain("stdin can be read once");

    [Fact]
    public void A_roster_that_cannot_be_used_is_named_with_its_line()
    {
        var roster = Path.Combine(history.Folder, "roster.csv");
        File.WriteAllText(roster, "a*,Mei\nab,Lars\n");
        var policy = history.Policy("{}");

        history.Run("policy", "check", policy, "--roster", roster).Output.Should().Contain("hides line 2");
        File.WriteAllText(roster, "a,Mei,,,soon\n");
        var check = history.Run("policy", "check", policy, "--roster", roster);
        check.ExitCode.Should().Be(2);
        check.Output.Should().Contain("roster, line 1");
        var scan = history.Run("scan", history.Report("1.csv", 0, Report()), "--roster", roster);
        scan.ExitCode.Should().Be(2);
        scan.Error.Should().Contain("roster (line 1").And.Contain("yyyy-MM-dd");
    }

    private static ReportText Report() =>
        ScannedHistory.People(5, (2, Column.LastConsoleLoginTime, Soon), (4, Column.PasswordLastRotation, Soon));

    private static Building.AccountRow Unused(int number, string lastUsed) => Building.AccountRow.Machine()
        .With(Column.AccountId, $"{100_000_000_000 + number}").With(Column.Username, $"ci{number}").WithKey(KeySlot.One, ageDays: 200, secretId: $"AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnP{number:00}SA")
        .With(Column.AccessKey1LastUsedDate, lastUsed);

    private string Written(string name) => File.ReadAllText(Directory.GetFiles(history.Folder, name, SearchOption.AllDirectories).Single());
}
