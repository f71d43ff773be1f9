using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class AccessKeyUnusedTests
{
    private const string Rule = "access-key-unused";

    [Theory]
    [MemberData(nameof(Ages.Around), 90 + 1, MemberType = typeof(Ages))]
    public void Fails_when_the_last_use_is_older_than_90_days_and_the_day_the_column_lags(TimeSpan age, bool older) =>
        Judged.OnBothSlots(Rule, slot => Unused(slot).With(slot, Column.AccessKey1LastUsedDate, AccountRow.Ago(age)), older ? Outcome.Fail : Outcome.Pass, Severity.Medium);

    [Theory]
    [InlineData(Column.AccessKey1LastUsedDate, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1LastUsedDate, "", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1LastUsedDate, "-", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1LastUsedDate, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1LastUsedDate, "long ago", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "Disable", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1Status, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "asleep", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "odd", Outcome.Fail)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.OnBothSlots(Rule, slot => Unused(slot).With(slot, column, text), expected);

    [Theory]
    [InlineData("asleep", "N/A", Outcome.NotApplicable)]
    [InlineData("Disable", "long ago", Outcome.NotApplicable)]
    [InlineData("asleep", "long ago", Outcome.NotAssessed)]
    public void Lets_what_is_known_decide(string status, string lastUsed, Outcome expected) => Judged.OnBothSlots(
        Rule, slot => Unused(slot).With(slot, Column.AccessKey1Status, status).With(slot, Column.AccessKey1LastUsedDate, lastUsed), expected);

    private static AccountRow Unused(KeySlot slot) => AccountRow.Machine(slot).WithKey(slot, ageDays: 300).With(slot, Column.AccessKey1LastUsedDate, AccountRow.Ago(200));
}
