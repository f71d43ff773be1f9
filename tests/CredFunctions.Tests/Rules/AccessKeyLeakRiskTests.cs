using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class AccessKeyLeakRiskTests
{
    private const string Rule = "access-key-leak-risk";

    [Theory]
    [InlineData(Column.AccessKey1MayBeAtRisk, "TRUE", Outcome.Fail)]
    [InlineData(Column.AccessKey1MayBeAtRisk, "FALSE", Outcome.Pass)]
    [InlineData(Column.AccessKey1MayBeAtRisk, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1MayBeAtRisk, "", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1MayBeAtRisk, "-", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1MayBeAtRisk, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1MayBeAtRisk, "maybe", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "-", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "TRUE", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.OnBothSlots(Rule, slot => AtRisk(slot).With(slot, column, text), expected);

    [Theory]
    [InlineData("Active", Severity.Critical)]
    [InlineData("Disable", Severity.High)]
    [InlineData("Disabled", Severity.High)]
    [InlineData("Inactive", Severity.High)]
    [InlineData("N/A", Severity.Critical)]
    [InlineData("not_supported", Severity.Critical)]
    [InlineData("asleep", Severity.Critical)]
    public void Is_critical_unless_the_key_is_known_to_be_disabled(string status, Severity severity) =>
        Judged.OnBothSlots(Rule, slot => AtRisk(slot).With(slot, Column.AccessKey1Status, status), Outcome.Fail, severity);

    [Fact]
    public void Names_the_status_that_decided_its_severity() =>
        Judged.By(Rule, AtRisk(KeySlot.Two).With(Column.AccessKey2Status, "Disable"), Subject.Key2).Because()
            .Should().Equal(Column.AccessKey2SecretId, Column.AccessKey2MayBeAtRisk, Column.AccessKey2Status);

    [Fact]
    public void Does_not_apply_to_the_second_slot_where_both_hold_the_same_key()
    {
        var row = AtRisk(KeySlot.One).WithKey(KeySlot.Two, secretId: AccountRow.SecretId).With(Column.AccessKey2MayBeAtRisk, "TRUE");

        Judged.By(Rule, row, Subject.Key1).Outcome.Should().Be(Outcome.Fail);
        Judged.By(Rule, row, Subject.Key2).Outcome.Should().Be(Outcome.NotApplicable);
        Judged.By(Rule, row.With(Column.AccessKey2SecretId, AccountRow.SecretId.ToLowerInvariant()), Subject.Key2).Outcome.Should().Be(Outcome.Fail, "a SecretId keeps its case");
    }

    private static AccountRow AtRisk(KeySlot slot) => AccountRow.Machine(slot).With(slot, Column.AccessKey1MayBeAtRisk, "TRUE");
}
