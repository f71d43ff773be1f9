using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class IdentityWithoutCredentialsTests
{
    private const string Rule = "identity-without-credentials";

    [Theory]
    [MemberData(nameof(Ages.Around), 30, MemberType = typeof(Ages))]
    public void Fails_when_the_account_is_older_than_30_days(TimeSpan age, bool older)
    {
        var verdict = Judged.By(Rule, Leftover().With(Column.CreationTime, AccountRow.Ago(age)));

        (verdict.Outcome, verdict.Severity).Should().Be((older ? Outcome.Fail : Outcome.Pass, Severity.Low));
    }

    [Theory]
    [InlineData(Column.CreationTime, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "odd", Outcome.NotAssessed)]
    [InlineData(Column.UserType, "Sub-user", Outcome.Fail)]
    [InlineData(Column.UserType, "WeWork Sub-user", Outcome.Fail)]
    [InlineData(Column.UserType, "WeCom Sub-user", Outcome.Fail)]
    [InlineData(Column.UserType, "Collaborator", Outcome.NotApplicable)]
    [InlineData(Column.UserType, "Message receiver", Outcome.NotApplicable)]
    [InlineData(Column.UserType, "", Outcome.NotAssessed)]
    [InlineData(Column.UserType, "robot", Outcome.NotAssessed)]
    [InlineData(Column.LoginConsoleActive, "TRUE", Outcome.NotApplicable)]
    [InlineData(Column.LoginConsoleActive, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.LoginConsoleActive, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.LoginConsoleActive, "odd", Outcome.NotAssessed)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.By(Rule, Leftover().With(column, text)).Outcome.Should().Be(expected);

    [Theory]
    [InlineData("AKIDx", "Active", Outcome.NotApplicable)]
    [InlineData("AKIDx", "Disable", Outcome.Fail)]
    [InlineData("AKIDx", "N/A", Outcome.NotAssessed)]
    [InlineData("AKIDx", "not_supported", Outcome.NotAssessed)]
    [InlineData("AKIDx", "odd", Outcome.NotAssessed)]
    [InlineData("N/A", "Active", Outcome.Fail)]
    [InlineData("not_supported", "odd", Outcome.Fail)]
    [InlineData("a b", "Active", Outcome.NotAssessed)]
    [InlineData("a b", "Disable", Outcome.Fail)]
    public void Counts_no_key_that_is_not_active(string secretId, string status, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var row = Leftover().With(slot, Column.AccessKey1SecretId, secretId).With(slot, Column.AccessKey1Status, status);
            Judged.By(Rule, row).Outcome.Should().Be(expected, $"key {slot}");
        }
    }

    [Theory]
    [InlineData("robot", "TRUE")]
    [InlineData("Collaborator", "odd")]
    public void Lets_what_is_known_decide(string userType, string console) =>
        Judged.By(Rule, Leftover().With(Column.UserType, userType).With(Column.LoginConsoleActive, console)).Outcome.Should().Be(Outcome.NotApplicable);

    private static AccountRow Leftover() => AccountRow.Clean().With(Column.LoginConsoleActive, "FALSE").With(Column.CreationTime, AccountRow.Ago(100));
}
