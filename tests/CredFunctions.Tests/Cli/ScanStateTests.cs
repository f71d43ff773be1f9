using System.Text;
using System.Text.Json;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;

using Microsoft.Data.Sqlite;

using NJsonSchema;

namespace CredFunctions.Tests.Cli;

/// <summary>A scan that knows the reports before.</summary>
public sealed class ScanStateTests : IDisposable
{
    private readonly ScannedHistory history = new();

    public void Dispose() => history.Dispose();

    [Fact]
    public void First_report_says_what_a_scan_without_state_says()
    {
        var report = history.Report("1.csv", 0, ReportText.Mixed());

        var alone = Sorted(CommandRun.Of("scan", report, "--format", "json").Json);
        var recorded = Sorted(history.Scan(report, "--format", "json").Json);

        recorded.Should().Be(alone);
    }

    [Fact]
    public void Findings_keep_the_day_on_which_they_were_first_seen()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));

        var findings = Findings(history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()), "--format", "json").Json).ToList();

        findings.Should().BeEquivalentTo([
            ("login-protection-disabled", ScannedHistory.Day(0)),
            ("console-mfa-disabled", ScannedHistory.Day(1)),
        ]);
    }

    [Fact]
    public void Changes_of_accounts_are_listed()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));

        var changes = history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()), "--format", "json").Json.GetProperty("changes");

        changes.EnumerateArray().Select(change => (change.GetProperty("change").GetString(), change.GetProperty("accountId").GetString()))
            .Should().Equal(("mfa-removed", "100000000007"));
    }

    [Fact]
    public void Scan_removes_what_is_past_its_retention_time()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(30)));
        history.Scan(history.Report("2.csv", 1, ScannedHistory.People(29)));
        (CountOf("accounts"), CountOf("stamps"), CountOf("chunks")).Should().Be((30, 30, 0));

        history.Now = ScannedHistory.Day(402);
        history.Scan(history.Report("3.csv", 401, ScannedHistory.People(29)));

        (CountOf("accounts"), CountOf("stamps"), CountOf("chunks")).Should().Be((29, 29, 0));
    }

    [Fact]
    public void Table_says_what_is_new_resolved_and_changed()
    {
        var first = history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        first.Output.Should().Contain("This is the first report of the source");

        var second = history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));

        second.Output.Should().Contain("Since the report as of 2026-11-01 12:00 +08:00\n  1 opened, 1 resolved, 1 changed.\n")
            .And.Contain("  opened    100000000007 user7@example.com: ")
            .And.Contain("  changed   100000000007 user7@example.com: The MFA device was removed.")
            .And.Contain("  resolved  100000000003 user3@example.com: ");
        second.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    [Fact]
    public void What_was_resolved_and_is_back_is_open_again_since_the_first_day()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));

        var third = history.Report("3.csv", 2, ScannedHistory.First().AddPerson("new@example.com"));

        history.Scan(third).Output.Should().Contain("1 reopened").And.Contain("  reopened  100000000003 user3@example.com");
        Findings(history.Scan(third, "--format", "json").Json).Should().Contain(("console-mfa-disabled", ScannedHistory.Day(0)));
    }

    [Fact]
    public void Nothing_changed_is_said()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));

        history.Scan(history.Report("2.csv", 1, [.. ScannedHistory.First().Bytes, (byte)'\n'])).Output.Should().Contain("  Nothing has changed.");
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void Same_bytes_again_give_the_same_output(string format)
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var second = history.Report("2.csv", 1, ScannedHistory.Second());
        var once = history.Scan(second, "--format", format);

        var twice = history.Scan(second, "--format", format);

        (twice.ExitCode, twice.Output).Should().Be((once.ExitCode, once.Output));
    }

    [Fact]
    public void Same_input_policy_as_of_and_prior_state_give_the_same_bytes()
    {
        using var other = new ScannedHistory();
        var runs = new[] { history, other }.Select(each =>
        {
            each.Scan(each.Report("1.csv", 0, ReportText.Mixed()));
            return each.Scan(each.Report("2.csv", 1, ReportText.Mixed().AddPerson("another")), "--format", "json").Output;
        }).ToList();

        runs[1].Should().Be(runs[0]);
    }

    [Fact]
    public void Other_bytes_of_an_earlier_day_change_nothing_and_are_judged_by_themselves()
    {
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));

        var late = history.Scan(history.Report("1.csv", 0, ScannedHistory.First()), "--format", "json");

        late.ExitCode.Should().Be(0);
        late.Sentence.Should().Contain("\"1.csv\" is older than the last recorded report and changes nothing");
        Findings(late.Json).Should().OnlyContain(finding => finding.FirstSeen == ScannedHistory.Day(0));
        Findings(history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()), "--format", "json").Json).Should().OnlyContain(finding => finding.FirstSeen == ScannedHistory.Day(1));
    }

    [Fact]
    public void Half_a_report_is_held_and_resolves_nothing()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));

        var half = history.Scan(history.Report("2.csv", 1, ScannedHistory.People(15)));

        half.ExitCode.Should().Be(3);
        half.Output.Should().BeEmpty();
        half.Sentence.Should().StartWith("\"2.csv\" is held and changes nothing. 15 of 30 known accounts are missing from it").And.Contain("credfunctions accept ");
        Findings(history.Scan(history.Report("3.csv", 2, [.. ScannedHistory.First().Bytes, (byte)'\n']), "--format", "json").Json)
            .Should().HaveCount(2).And.OnlyContain(finding => finding.FirstSeen == ScannedHistory.Day(0));
    }

    [Fact]
    public void Report_of_another_source_is_held_and_resolves_nothing()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var other = Encoding.UTF8.GetString(ScannedHistory.Second().Bytes).Replace("\n1000000000", "\n2000000000", StringComparison.Ordinal);

        var run = history.Scan(history.Report("other.csv", 1, Encoding.UTF8.GetBytes(other)), "--format", "json");

        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("held").GetProperty("reason").GetString().Should().StartWith("30 of 30 known accounts are missing");
        Findings(history.Scan(history.Report("3.csv", 2, [.. ScannedHistory.First().Bytes, (byte)'\n']), "--format", "json").Json).Should().HaveCount(2);
    }

    [Fact]
    public void Held_report_goes_on_once_it_is_accepted()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var half = history.Report("2.csv", 1, ScannedHistory.People(15));
        var accept = history.Scan(half).Error.Split('"')[3].Split(' ');

        history.Run(accept[1..]).ExitCode.Should().Be(0);
        var accepted = history.Scan(half);

        accepted.ExitCode.Should().Be(0);
        accepted.Error.Should().BeEmpty();
        accepted.Output.Should().Contain("2 resolved, 15 changed");
        history.Scan(half).Sentence.Should().EndWith("again, which was recorded before.");
    }

    [Fact]
    public void Rejected_report_is_told_every_time_and_leaves_the_state_as_it_is()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var broken = history.Report("2.csv", 1, [.. ScannedHistory.Second().Bytes, (byte)'"']);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var run = history.Scan(broken, "--format", "json");
            run.ExitCode.Should().Be(3);
            run.Json.GetProperty("rejected").GetProperty("line").GetInt64().Should().Be(32);
            run.Sentence.Should().StartWith("\"2.csv\": Line 32: ");
        }

        history.Scan(history.Report("3.csv", 2, [.. ScannedHistory.First().Bytes, (byte)'\n'])).Output.Should().Contain("Nothing has changed.");
    }

    [Fact]
    public void Policy_edit_between_two_scans_judges_the_same_bytes_again()
    {
        var report = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(report);

        var edited = history.Scan(report, "--policy", history.Policy("""{ "rules": { "console-mfa-disabled": { "severity": "critical" } } }"""));

        edited.ExitCode.Should().Be(0, edited.Error);
        edited.Output.Should().StartWith("Findings: 1 critical, 1 high in 2 of 30 accounts.")
            .And.Contain("Since this report was assessed under another policy\n  1 raised by policy.");
        history.Run("history", "--state", history.State, "--format", "json").Output.Should().Contain("\"run\": 2");
    }

    [Fact]
    public void Rule_that_is_off_leaves_its_findings_and_says_so()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var policy = history.Policy("""{ "rules": { "console-mfa-disabled": "off" } }""");
        var second = history.Report("2.csv", 1, ScannedHistory.Second());

        var table = history.Scan(second, "--policy", policy);
        var json = history.Scan(second, "--policy", policy, "--format", "json").Json;

        table.Output.Should().Contain("1 rule switched off by the policy.").And.Contain("Not evaluated: switched off by the policy\n  console-mfa-disabled: 1 open finding as before");
        Findings(json).Select(finding => finding.Rule).Should().Equal("console-mfa-disabled", "login-protection-disabled");
        json.GetProperty("notCovered").EnumerateArray().Last().GetString().Should().Contain("console-mfa-disabled is switched off");
        Findings(history.Scan(history.Report("3.csv", 2, ScannedHistory.People(30, (3, Column.MfaDeviceActive, "FALSE"))), "--format", "json").Json)
            .Should().Contain(("console-mfa-disabled", ScannedHistory.Day(0)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "exceptions": [ { "rule": "console-mfa-disabled", "account": "*", "reason": "r", "owner": "o", "until": "2026-12-31" } ]""")]
    public async Task Json_lists_the_open_findings_of_a_rule_that_is_off_and_counts_them_nowhere(string exceptions)
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()), "--policy", history.Policy($$"""{ "rules": {}{{exceptions}} }"""));
        var policy = history.Policy($$"""{ "rules": { "console-mfa-disabled": "off" }{{exceptions}} }""");

        var run = history.Scan(
            history.Report("2.csv", 1, ScannedHistory.Second()),
            "--policy", policy, "--format", "json", "--fail-on", "high", "--out", history.Folder);

        run.ExitCode.Should().Be(1, run.Error);
        var kept = run.Json.GetProperty("accounts").EnumerateArray()
            .Single(account => account.GetProperty("accountId").GetString() == "100000000003");
        var finding = kept.GetProperty("findings").EnumerateArray().Should().ContainSingle().Subject;
        finding.GetProperty("rule").GetString().Should().Be("console-mfa-disabled");
        finding.GetProperty("state").GetString().Should().Be("not-evaluated");
        finding.GetProperty("firstSeen").GetDateTimeOffset().Should().Be(ScannedHistory.Day(0));
        run.Json.GetProperty("totals").GetRawText().Should().Be(
            """{"critical":0,"high":1,"medium":0,"low":0,"info":0,"suppressed":0,"notAssessed":0}""");
        (await JsonSchema.FromFileAsync(ScanJsonTests.SchemaPath())).Validate(run.Output).Should().BeEmpty();
        var path = Directory.GetFiles(history.Folder, "findings.json", SearchOption.AllDirectories).Single();
        var evidence = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        evidence.GetProperty("totals").GetRawText().Should().Be(run.Json.GetProperty("totals").GetRawText());
        evidence.GetProperty("accounts").GetRawText().Should().Be(run.Json.GetProperty("accounts").GetRawText());
    }

    [Fact]
    public void Only_the_kept_findings_of_a_rule_that_is_off_trip_no_fail_on()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(3, (3, Column.MfaDeviceActive, "FALSE"))));
        var policy = history.Policy("""{ "rules": { "console-mfa-disabled": "off" } }""");

        var run = history.Scan(history.Report("2.csv", 1, ScannedHistory.People(3)), "--policy", policy, "--fail-on", "info");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().StartWith("No findings in what could be assessed of 3 accounts.").And.NotContain("Accounts, worst first");
    }

    [Fact]
    public void History_counts_an_opening_under_an_exception_when_it_opens_and_not_again_when_the_exception_is_over()
    {
        var policy = history.Policy(
            """{ "exceptions": [ { "rule": "console-mfa-disabled", "account": "*", "reason": "r", "owner": "o", "until": "2026-11-03" } ] }""");
        var bad = ScannedHistory.People(3, (3, Column.MfaDeviceActive, "FALSE"));
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(3)), "--policy", policy);
        history.Scan(history.Report("2.csv", 1, bad), "--policy", policy);
        history.Scan(history.Report("3.csv", 3, bad), "--policy", policy).Output.Should().Contain("1 opened");
        history.Scan(history.Report("4.csv", 4, ScannedHistory.People(2)), "--policy", policy);

        Counts("new").Should().Equal(0, 1, 0, 0);
        Counts("resolved").Should().Equal(0, 0, 0, 1);
    }

    [Fact]
    public void History_counts_a_finding_that_is_resolved_under_an_exception()
    {
        var policy = history.Policy(
            """{ "exceptions": [ { "rule": "console-mfa-disabled", "account": "*", "reason": "r", "owner": "o", "until": "2026-12-31" } ] }""");
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(3, (3, Column.MfaDeviceActive, "FALSE"))), "--policy", policy);

        history.Scan(history.Report("2.csv", 1, ScannedHistory.People(3)), "--policy", policy);

        Counts("new").Should().Equal(1, 0);
        Counts("resolved").Should().Equal(0, 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Exception_is_listed_with_its_reason_and_does_not_trip_fail_on(bool withState)
    {
        var report = history.Report("1.csv", 0, ScannedHistory.First());
        var policy = history.Policy(
            """{ "exceptions": [ { "rule": "console-mfa-disabled", "account": "user3@*", "reason": "Hardware token", "owner": "IAM team", "until": "2026-12-31" } ] }""");
        CommandRun Scan(params string[] arguments) => withState ? history.Scan([report, "--policy", policy, .. arguments]) : CommandRun.Of(["scan", report, "--policy", policy, .. arguments]);

        var table = Scan();
        table.Output.Should().StartWith("Findings: 2 high in 2 of 30 accounts, 1 of them under an exception.")
            .And.Contain("Under an exception\n  100000000003 user3@example.com: Hardware token (IAM team, until 2026-12-31)\n  [console-mfa-disabled]");
        var json = Scan("--format", "json").Json;
        json.GetProperty("totals").GetProperty("suppressed").GetInt32().Should().Be(1);
        json.GetProperty("accounts")[0].GetProperty("findings")[0].GetProperty("state").GetString().Should().Be("suppressed");
        Scan("--fail-on", "high").ExitCode.Should().Be(1);
        policy = history.Policy(File.ReadAllText(policy).Replace("user3@*", "user*", StringComparison.Ordinal).Replace("console-mfa-disabled", "login-protection-disabled", StringComparison.Ordinal));
        Scan("--fail-on", "high").ExitCode.Should().Be(1);
    }

    [Fact]
    public void Finding_under_an_exception_alone_does_not_trip_fail_on()
    {
        var report = history.Report("1.csv", 0, ScannedHistory.People(3, (3, Column.MfaDeviceActive, "FALSE")));
        var policy = history.Policy("""{ "exceptions": [ { "rule": "console-mfa-disabled", "account": "*", "reason": "r", "owner": "o", "until": "2026-12-31" } ] }""");

        history.Scan(report, "--policy", policy, "--fail-on", "info").ExitCode.Should().Be(0);
        CommandRun.Of("scan", report, "--policy", policy, "--fail-on", "info").ExitCode.Should().Be(0);
        CommandRun.Of("scan", report, "--fail-on", "info").ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Every_document_keeps_to_the_published_schema()
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryFile.At("docs/schema/scan-v2.schema.json"));
        var policy = history.Policy(
            """{ "rules": { "console-idle": "off" }, "exceptions": [ { "rule": "console-mfa-disabled", "account": "*", "reason": "r", "owner": "o", "until": "2026-12-31" } ] }""");
        string[] reports =
        [
            history.Report("1.csv", 0, ScannedHistory.First()), history.Report("2.csv", 1, ScannedHistory.Second().AddLine("short")),
            history.Report("3.csv", 2, ScannedHistory.People(3)), history.Report("4.csv", 3, []),
        ];

        foreach (var report in reports)
        {
            var run = history.Scan(report, "--policy", policy, "--format", "json");
            schema.Validate(run.Output).Should().BeEmpty(run.Output);
        }
    }

    [Fact]
    public void Second_process_on_the_same_state_is_refused_in_one_sentence()
    {
        var report = history.Report("1.csv", 0, ScannedHistory.First());
        using var claim = CredFunctions.Embedded.StateClaim.On(history.State);

        var run = history.Scan(report);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().Contain("is in use by another credfunctions");
    }

    [Fact]
    public void No_SecretId_is_in_the_state()
    {
        history.Scan(history.Report("1.csv", 0, ReportText.Mixed().AddProgram($"{ReportText.SecretId}", (Column.AccessKey1MayBeAtRisk, "TRUE"), (Column.AccessKey2Status, ReportText.OtherSecretId))));

        SqliteConnection.ClearAllPools();
        foreach (var path in Directory.EnumerateFiles(history.Folder, "audit.db*"))
        {
            var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            bytes.Should().NotContain(ReportText.SecretId, path).And.NotContain(ReportText.OtherSecretId, path);
        }
    }

    [Fact]
    public void State_that_is_none_is_told()
    {
        File.WriteAllText(history.State, new string('x', 5_000));

        var run = history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("is not a state file");
    }

    private long CountOf(string table)
    {
        using var state = new SqliteConnection($"Data Source={history.State};Mode=ReadOnly;Pooling=False");
        state.Open();
        using var command = state.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private static IEnumerable<(string? Rule, DateTimeOffset FirstSeen)> Findings(JsonElement document) =>
        document.GetProperty("accounts").EnumerateArray().SelectMany(account => account.GetProperty("findings").EnumerateArray())
            .Select(finding => (finding.GetProperty("rule").GetString(), finding.GetProperty("firstSeen").GetDateTimeOffset()));

    // The earliest report first.
    private IEnumerable<int> Counts(string name) => history.Run("history", "--state", history.State, "--format", "json").Json
        .GetProperty("sources")[0].GetProperty("reports").EnumerateArray().Select(report => report.GetProperty(name).GetInt32()).Reverse();

    private static string Sorted(JsonElement document) => JsonSerializer.Serialize(document.EnumerateObject().ToDictionary(
        member => member.Name,
        member => member.Value.ValueKind is JsonValueKind.Array
            ? (object)member.Value.EnumerateArray().Select(each => each.GetRawText()).Order(StringComparer.Ordinal).ToList()
            : member.Value));
}
