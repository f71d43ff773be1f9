using CredFunctions.Evidence.Json;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Evidence;

/// <summary>What evidence says of a report that has others before it.</summary>
public sealed class HistoryTests
{
    private readonly EvidenceHistory history = new();

    [Fact]
    public async Task The_first_report_is_a_baseline()
    {
        var written = await history.AddAsync(0, Person(1).With(Column.MfaDeviceActive, "FALSE"));

        written.Page.Should().Contain("this report is the baseline of its source").And.Contain("This is the first report of its source").And.NotContain("Earlier reports</h2>");
    }

    [Fact]
    public async Task Says_what_moved_since_the_report_before()
    {
        await history.AddAsync(0, Person(1).With(Column.MfaDeviceActive, "FALSE"), Person(2), Person(3).With(Column.LoginProtectionActive, "FALSE"));

        var written = await history.AddAsync(1, Person(1), Person(2).With(Column.OperationProtectionActive, "FALSE"), Person(3).With(Column.LoginProtectionActive, "FALSE"));

        written.Page.Should().Contain("<p>1 opened, 1 resolved, 1 changes of accounts.</p>").And.Contain("operation-protection-removed");
        written.Page.Should().Contain("<span class=\"count\">1</span> <span class=\"label\">high</span> <span class=\"moved\">−1</span>");
        written.Page.Should().Contain("<span class=\"count\">1</span> <span class=\"label\">medium</span> <span class=\"moved\">&#x2B;1</span>");
        written.Page.Should().Contain("2 reports, from 2 open findings on 2026-11-01 to 2 on 2026-11-02.");
        States(written).Should().BeEquivalentTo("console-mfa-disabled resolved", "operation-protection-disabled open", "login-protection-disabled open");
        written.Ocsf.Select(line => $"{line.GetProperty("compliance").GetProperty("control")} {line.GetProperty("activity_name")} {line.GetProperty("status")} {line.GetProperty("compliance").GetProperty("status")}")
            .Should().BeEquivalentTo("console-mfa-disabled Close Resolved Pass", "operation-protection-disabled Create New Fail", "login-protection-disabled Update New Fail");
    }

    [Fact]
    public async Task A_finding_keeps_its_first_day_and_counts_its_openings()
    {
        await history.AddAsync(0, Person(1).With(Column.MfaDeviceActive, "FALSE"));
        await history.AddAsync(1, Person(1));

        var written = await history.AddAsync(2, Person(1).With(Column.MfaDeviceActive, "FALSE"));

        var row = written.Table(EvidenceName.FindingsTable).Single();
        row["first_seen"].Should().Be("2026-11-01T04:00:00Z");
        row["opened_at"].Should().Be("2026-11-03T04:00:00Z");
        row["openings"].Should().Be("2");
        written.Page.Should().Contain("since 2026-11-01, opened 2 times");
    }

    [Fact]
    public async Task An_account_that_left_is_in_the_evidence_of_the_report_it_is_missing_from_and_of_no_later_one()
    {
        await history.AddAsync(0, Person(1), Person(2).With(Column.MfaDeviceActive, "FALSE"));

        var left = await history.AddAsync(1, Person(1));
        var after = await history.AddAsync(2, Person(1).With(Column.Username, "renamed"));

        left.Accounts.Single(line => line.GetProperty("accountId").GetString() == "100000000002").GetProperty("presence").GetString().Should().Be("left");
        States(left).Should().Equal("console-mfa-disabled resolved");
        after.Accounts.Should().ContainSingle();
        States(after).Should().BeEmpty();
    }

    [Fact]
    public async Task An_account_lost_in_an_unreadable_row_keeps_its_findings_and_gets_no_verdict()
    {
        await history.AddAsync(0, Person(1), Person(2).With(Column.MfaDeviceActive, "FALSE"));

        var written = await history.AddAsync(1, Report.Of(Person(1)).Line("100000000002,cut off").Bytes());

        written.Page.Should().Contain("1 known account could not be found in the rows that were read");
        States(written).Should().Equal("console-mfa-disabled open");
        written.Table(EvidenceName.ControlsTable).Select(row => row["accounts"]).Should().OnlyContain(accounts => accounts == "1");
        var unseen = written.Accounts.Single(line => line.GetProperty("accountId").GetString() == "100000000002");
        unseen.GetProperty("presence").GetString().Should().Be("unseen");
        unseen.GetProperty("passed").EnumerateObject().Should().BeEmpty();
        unseen.GetProperty("asOf").GetString().Should().StartWith("2026-11-01");
    }

    [Fact]
    public async Task Findings_of_a_rule_that_is_off_are_listed_as_not_evaluated()
    {
        await history.AddAsync(0, Person(1).With(Column.MfaDeviceActive, "FALSE"));

        var written = await history.AddAsync(
            1, Report.Of(Person(1).With(Column.MfaDeviceActive, "FALSE"), Person(2)).Bytes(), PolicyText.Read("""{ "rules": { "console-mfa-disabled": "off" } }"""u8).Policy!.For("default"));

        States(written).Should().Equal("console-mfa-disabled not-evaluated");
        written.Page.Should().Contain("not evaluated: the rule is off").And.Contain("switched off by policy: its findings stay as they were");
        written.Ocsf.Should().BeEmpty();
    }

    [Fact]
    public async Task A_line_of_an_account_reads_back_as_what_was_written()
    {
        var policy = PolicyText.Read("""
            { "exceptions": [ { "rule": "console-mfa-disabled", "account": "*", "reason": "Soon.", "owner": "ops", "until": "2026-12-01" } ] }
            """u8).Policy!.For("default");
        await history.AddAsync(0, Person(1).With(Column.MfaDeviceActive, "FALSE"), Person(2).With(Column.LoginProtectionActive, "FALSE"), Person(3));

        var written = await history.AddAsync(
            1, Report.Of(Person(1).With(Column.MfaDeviceActive, "FALSE"), Person(2), AccountRow.Machine().With(Column.AccountId, "100000000004").With(Column.AccessKey1MayBeAtRisk, "?")).Bytes(), policy);

        using var content = new MemoryStream(written.Files[EvidenceName.Accounts]);
        var accounts = await AccountLine.ReadAsync(content, history.Accounts[0].Run, default).ToListAsync();
        accounts.Should().BeEquivalentTo(
            history.Accounts,
            options => options.Excluding(account => account.Snapshot).For(account => account.Findings).Exclude(finding => finding.KeyHash).For(account => account.Events).Exclude(accountEvent => accountEvent.Openings)
                .For(account => account.Events).Exclude(accountEvent => accountEvent.IsSuppressed).For(account => account.Events).Exclude(accountEvent => accountEvent.SecretIdMask)
                .For(account => account.Events).Exclude(accountEvent => accountEvent.CatalogueSeverity).Excluding(account => account.EventsSince));
    }

    private static IEnumerable<string> States(WrittenEvidence written) =>
        written.Table(EvidenceName.FindingsTable).Select(row => $"{row["rule"]} {row["state"]}");

    private static AccountRow Person(int number) => AccountRow.Clean($"10000000000{number}").With(Column.Username, $"person{number}");
}
