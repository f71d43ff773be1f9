using CredFunctions.Reports;
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

        var row = Control(await WrittenEvidence.OfAsync(report.Bytes(), policy), "PCI DSS 4", "8.4.1");

        row["mapping"].Should().Be("published");
        row["rules"].Should().Contain("console-mfa-disabled");
        Figures.Select(figure => row[figure]).Should().Equal("5", "3", "1", "1", "1", "1", "1");
    }

    [Fact]
    public async Task A_rule_that_is_off_is_named_and_says_nothing()
    {
        var policy = PolicyText.Read("""{ "rules": { "abnormal-login": "off", "possible-compromise": "off" } }"""u8).Policy!.For("default");

        var row = Control(await WrittenEvidence.OfAsync(Report.Of(AccountRow.Clean().With(Column.AbnormalLoginsWithin30Days, "TRUE")).Bytes(), policy), "NIST SP 800-53", "SI-4");

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

    private static IReadOnlyDictionary<string, string> Control(WrittenEvidence written, string standard, string id) =>
        written.Table(EvidenceName.ControlsTable).Single(row => row["standard"] == standard && row["control"] == id);
}
