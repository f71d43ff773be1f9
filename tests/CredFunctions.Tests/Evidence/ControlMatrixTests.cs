using System.Globalization;

using CredFunctions.Evidence;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Evidence;

public sealed class ControlMatrixTests
{
    private static readonly string[] Figures = ["accounts", "assessed", "passed", "failed", "excepted", "not_assessed", "not_applicable"];

    [Fact]
    public async Task Every_account_is_counted_once_a_control()
    {
        var policy = PolicyText.Read("""
            { "exceptions": [ { "rule": "console-mfa-disabled", "account": "100000000003", "reason": "Leaves soon.", "owner": "ops", "until": "2099-01-01" } ] }
            """u8).Policy!.For("default");
        var report = Report.Of(
            AccountRow.Clean("100000000001"),
            AccountRow.Clean("100000000002").With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "?"),
            AccountRow.Clean("100000000003").With(Column.MfaDeviceActive, "FALSE"),
            AccountRow.Clean("100000000004").With(Column.MfaDeviceActive, "?"),
            AccountRow.Machine().With(Column.AccountId, "100000000005"));

        var row = Control(await WrittenEvidence.OfAsync(report.Bytes(), policy), "PCI 8.4.1");

        row["mapping"].Should().Be("published");
        row["rules"].Should().Contain("console-mfa-disabled");
        Figures.Select(figure => row[figure]).Should().Equal("5", "3", "1", "1", "1", "1", "1");
    }

    [Fact]
    public async Task A_rule_that_is_off_is_named_and_says_nothing()
    {
        var policy = PolicyText.Read("""{ "rules": { "abnormal-login": "off", "possible-compromise": "off" } }"""u8).Policy!.For("default");

        var row = Control(await WrittenEvidence.OfAsync(Report.Of(AccountRow.Clean().With(Column.AbnormalLoginsWithin30Days, "TRUE")).Bytes(), policy), "NIST SI-4");

        row["mapping"].Should().Be("ours");
        row["rules_off"].Should().Be("abnormal-login possible-compromise");
        row["failed"].Should().Be("0");
        row["not_applicable"].Should().Be("1");
    }

    [Fact]
    public async Task Published_mappings_stand_apart_from_ours()
    {
        var written = await WrittenEvidence.OfAsync(AccountRow.Clean());

        written.Table(EvidenceName.ControlsTable).Select(row => row["mapping"]).Should().BeInDescendingOrder(StringComparer.Ordinal);
        written.Page.Should().Contain("Published mappings").And.Contain("Our mappings").And.Contain("not a statement that a control is met");
    }

    // What a disabled key, operation protection and a young second key once failed, and an old active key once passed.
    [Theory]
    [InlineData("CIS 2.11", "6.0", "disabled", "not_applicable")]
    [InlineData("CIS 2.9", "6.0", "unprotected operations", "passed")]
    [InlineData("CIS 2.13", "6.0", "two keys of 27 days", "passed")]
    [InlineData("CIS 2.12", "7.0", "two keys of 27 days", "passed")]
    [InlineData("CIS 2.12", "6.0", "two keys of 27 days", "failed")]
    [InlineData("CIS 2.13", "6.0", "key of 100 days", "failed")]
    [InlineData("CIS 2.12", "7.0", "key of 100 days", "failed")]
    [InlineData("CIS 2.12", "6.0", "key of 100 days", "not_applicable")]
    [InlineData("CIS 2.11", "6.0", "key unused for 60 days", "failed")]
    [InlineData("Config cam-account-action-mfa-enabled", "2024-03", "unprotected operations", "failed")]
    public async Task A_control_gets_the_verdict_that_its_clause_asks_for(string clause, string version, string account, string outcome)
    {
        var row = Control(await WrittenEvidence.OfAsync(RowOf(account)), clause, version);

        row["evaluated_at"].Should().NotStartWith("policy: ");
        row[outcome].Should().Be("1");
    }

    [Fact]
    public async Task A_control_is_evaluated_at_its_own_bound_beside_the_policy()
    {
        var written = await WrittenEvidence.OfAsync(RowOf("key unused for 60 days"));

        var rows = written.Table(EvidenceName.ControlsTable).Where(row => row["clause"] == "CIS 2.11" && row["version"] == "'6.0").ToList();

        rows.Select(row => (row["bound"], row["evaluated_at"], row["reservation"], row["passed"], row["failed"])).Should().Equal(
            ("45 days", "control: 45 days", "", "0", "1"),
            ("45 days", "policy: 30/90 days", "not assessed: threshold 30/90, control 45", "1", "0"));
        written.Page.Should().Contain("control: 45 days").And.Contain("not assessed: threshold 30/90, control 45");
    }

    [Fact]
    public async Task A_policy_with_the_bound_of_the_control_is_evaluated_once()
    {
        var policy = PolicyText.Read("""{ "thresholds": { "human": { "accessKeyMaxAgeDays": 90 }, "machine": { "accessKeyMaxAgeDays": 180 } } }"""u8)
            .Policy!.For("default");

        var rows = (await WrittenEvidence.OfAsync(Report.Of(RowOf("key of 100 days")).Bytes(), policy)).Table(EvidenceName.ControlsTable);

        rows.Where(row => row["clause"] == "CIS 1.6").Select(row => row["reservation"]).Should().Equal("", "not assessed: threshold 90/180, control 90");
        (await WrittenEvidence.OfAsync(RowOf("key of 100 days"))).Table(EvidenceName.ControlsTable)
            .Should().ContainSingle(row => row["clause"] == "CIS 1.6");
    }

    [Fact]
    public async Task What_an_exception_would_cover_at_the_bound_is_excepted()
    {
        var policy = PolicyText.Read("""
            { "exceptions": [ { "rule": "access-key-unused", "account": "*", "reason": "Used twice a year.", "owner": "ops", "until": "2099-01-01" } ] }
            """u8).Policy!.For("default");

        var row = Control(await WrittenEvidence.OfAsync(Report.Of(RowOf("key unused for 60 days")).Bytes(), policy), "CIS 2.11", "6.0");

        (row["failed"], row["excepted"]).Should().Be(("0", "1"));
    }

    [Fact]
    public void Every_rule_with_a_bound_is_checked_at_it()
    {
        BoundedCheck.All.Should().HaveCountLessThan(64).And.OnlyHaveUniqueItems(each => each.Bit);
        foreach (var rule in RuleCatalogue.All)
        {
            rule.Controls.Select(mapping => mapping.Control.Bound.Days).OfType<int>().Where(days => CheckOutcomes.MaskOf(days, [rule]) == 0)
                .Should().BeEmpty(rule.Id);
        }
    }

    private static AccountRow RowOf(string account)
    {
        var clean = AccountRow.Clean();
        return account switch
        {
            "disabled" => Key(clean, 200, 150).With(Column.AccessKey1Status, "Disable").With(Column.LoginConsoleActive, "FALSE"),
            "unprotected operations" => clean.With(Column.OperationProtectionActive, "FALSE"),
            "two keys of 27 days" => Key(clean, 27, 1)
                .With(Column.AccessKey2SecretId, "AKIDbbbbbbbbbbbbbbbbbbbbbbbb").With(Column.AccessKey2Status, "Active")
                .With(Column.AccessKey2CreationTime, Before(27)).With(Column.AccessKey2LastUsedDate, Before(1))
                .With(Column.AccessKey2CreatedOver30Days, "FALSE").With(Column.AccessKey2CreatedOver90Days, "FALSE")
                .With(Column.AccessKey2MayBeAtRisk, "FALSE"),
            "key of 100 days" => Key(clean, 100, 1),
            _ => Key(clean, 80, 60),
        };
    }

    private static AccountRow Key(AccountRow row, int age, int unused) => row
        .With(Column.AccessKey1SecretId, "AKIDaaaaaaaaaaaaaaaaaaaaaaaa").With(Column.AccessKey1Status, "Active")
        .With(Column.AccessKey1CreationTime, Before(age)).With(Column.AccessKey1LastUsedDate, Before(unused))
        .With(Column.AccessKey1CreatedOver30Days, age > 30 ? "TRUE" : "FALSE").With(Column.AccessKey1CreatedOver90Days, age > 90 ? "TRUE" : "FALSE")
        .With(Column.AccessKey1MayBeAtRisk, "FALSE");

    private static string Before(int days) => AccountRow.AsOf.AddDays(-days).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IReadOnlyDictionary<string, string> Control(WrittenEvidence written, string clause, string? version = null) =>
        written.Table(EvidenceName.ControlsTable).First(row => row["clause"] == clause && (version is null || row["version"].TrimStart('\'') == version));
}
