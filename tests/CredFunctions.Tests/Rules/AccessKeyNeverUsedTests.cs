using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class AccessKeyNeverUsedTests
{
    private const string Rule = "access-key-never-used";

    [Theory]
    [MemberData(nameof(Ages.Around), 30 + 1, MemberType = typeof(Ages))]
    public void Fails_when_the_key_is_older_than_30_days_and_the_day_the_column_lags(TimeSpan age, bool older) =>
        Judged.OnBothSlots(Rule, slot => NeverUsed(slot).WithKeyCreated(slot, age), older ? Outcome.Fail : Outcome.Pass, Severity.Medium);

    [Theory]
    [InlineData(Column.AccessKey1LastUsedDate, "N/A", Outcome.Fail)]
    [InlineData(Column.AccessKey1LastUsedDate, "", Outcome.Fail)]
    [InlineData(Column.AccessKey1LastUsedDate, "-", Outcome.Fail)]
    [InlineData(Column.AccessKey1LastUsedDate, "2026-10-31", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1LastUsedDate, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1LastUsedDate, "never", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1LastUsedDate, "FALSE", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "odd", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "Disable", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1Status, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "asleep", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.OnBothSlots(Rule, slot => NeverUsed(slot).With(slot, column, text), expected);

    [Theory]
    [InlineData("asleep", "2026-10-31", Outcome.NotApplicable)]
    [InlineData("Disable", "odd", Outcome.NotApplicable)]
    [InlineData("asleep", "odd", Outcome.NotAssessed)]
    public void Lets_what_is_known_decide(string status, string lastUsed, Outcome expected) => Judged.OnBothSlots(
        Rule, slot => NeverUsed(slot).With(slot, Column.AccessKey1Status, status).With(slot, Column.AccessKey1LastUsedDate, lastUsed), expected);

    private static AccountRow NeverUsed(KeySlot slot) => AccountRow.Machine(slot).WithKey(slot, ageDays: 60).With(slot, Column.AccessKey1LastUsedDate, "N/A");
}
