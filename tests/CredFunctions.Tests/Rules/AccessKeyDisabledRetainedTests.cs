using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class AccessKeyDisabledRetainedTests
{
    [Theory]
    [InlineData(Column.AccessKey1Status, "Disable", Outcome.Fail)]
    [InlineData(Column.AccessKey1Status, "DISABLED", Outcome.Fail)]
    [InlineData(Column.AccessKey1Status, "inactive", Outcome.Fail)]
    [InlineData(Column.AccessKey1Status, "Active", Outcome.Pass)]
    [InlineData(Column.AccessKey1Status, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "asleep", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "odd", Outcome.Fail)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) => Judged.OnBothSlots(
        "access-key-disabled-retained", slot => AccountRow.Machine(slot).WithKey(slot, status: "Disable").With(slot, column, text), expected, Severity.Low);
}
