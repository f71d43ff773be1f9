using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class AccessKeyNotRotatedTests
{
    private const string Rule = "access-key-not-rotated";

    [Theory]
    [MemberData(nameof(Ages.Around), 90, MemberType = typeof(Ages))]
    public void Fails_when_the_key_is_older_than_90_days(TimeSpan age, bool older) =>
        Judged.OnBothSlots(Rule, slot => Old(slot).WithKeyCreated(slot, age), older ? Outcome.Fail : Outcome.Pass, Severity.High);

    [Theory]
    [InlineData(Column.AccessKey1Status, "Active", Outcome.Fail)]
    [InlineData(Column.AccessKey1Status, "Disable", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1Status, "Inactive", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1Status, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "asleep", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "N/A", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreationTime, "", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreationTime, "not_supported", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreationTime, "FALSE", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreationTime, "yesterday", Outcome.Fail)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.OnBothSlots(Rule, slot => Old(slot).With(slot, column, text), expected);

    [Theory]
    [InlineData("a b", "Disable", Outcome.NotApplicable)]
    [InlineData("N/A", "asleep", Outcome.NotApplicable)]
    [InlineData("a b", "asleep", Outcome.NotAssessed)]
    [InlineData("a b", "N/A", Outcome.NotAssessed)]
    public void Lets_what_is_known_decide(string secretId, string status, Outcome expected) => Judged.OnBothSlots(
        Rule, slot => Old(slot).With(slot, Column.AccessKey1SecretId, secretId).With(slot, Column.AccessKey1Status, status), expected);

    [Fact]
    public void Passes_a_key_from_the_future() =>
        Judged.OnBothSlots(Rule, slot => Old(slot).WithKeyCreated(slot, TimeSpan.FromDays(-400)), Outcome.Pass);

    private static AccountRow Old(KeySlot slot) => AccountRow.Machine(slot).WithKey(slot, ageDays: 100);
}
