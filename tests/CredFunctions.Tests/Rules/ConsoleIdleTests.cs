using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class ConsoleIdleTests
{
    private const string Rule = "console-idle";

    [Theory]
    [MemberData(nameof(Ages.Around), 90, MemberType = typeof(Ages))]
    public void Fails_when_the_last_login_is_older_than_90_days(TimeSpan age, bool older)
    {
        var verdict = Judged.By(Rule, AccountRow.Clean().With(Column.LastConsoleLoginTime, AccountRow.Ago(age)));

        (verdict.Outcome, verdict.Severity).Should().Be((older ? Outcome.Fail : Outcome.Pass, Severity.Medium));
    }

    [Theory]
    [InlineData("N/A", Outcome.NotApplicable)]
    [InlineData("", Outcome.NotApplicable)]
    [InlineData("-", Outcome.NotApplicable)]
    [InlineData("not_supported", Outcome.NotAssessed)]
    [InlineData("FALSE", Outcome.NotAssessed)]
    [InlineData("last year", Outcome.NotAssessed)]
    public void Gives_each_state_of_the_last_login_its_verdict(string text, Outcome expected) =>
        Judged.By(Rule, AccountRow.Clean().With(Column.LastConsoleLoginTime, text)).Outcome.Should().Be(expected);

    [Theory]
    [MemberData(nameof(ConsoleAccess.Table), MemberType = typeof(ConsoleAccess))]
    public void Applies_to_who_can_log_in(string console, string userType, bool? canLogIn)
    {
        var row = AccountRow.Clean().With(Column.LastConsoleLoginTime, AccountRow.Ago(100)).With(Column.LoginConsoleActive, console).With(Column.UserType, userType);

        Judged.By(Rule, row).Outcome.Should().Be(canLogIn switch { true => Outcome.Fail, false => Outcome.NotApplicable, null => Outcome.NotAssessed });
    }

    [Theory]
    [InlineData("FALSE", "odd", Outcome.NotApplicable)]
    [InlineData("odd", "N/A", Outcome.NotApplicable)]
    [InlineData("odd", "not_supported", Outcome.NotAssessed)]
    public void Lets_what_is_known_decide(string console, string lastLogin, Outcome expected) =>
        Judged.By(Rule, AccountRow.Clean().With(Column.LoginConsoleActive, console).With(Column.LastConsoleLoginTime, lastLogin)).Outcome.Should().Be(expected);

    [Fact]
    public void Is_not_assessed_without_the_column_but_for_who_cannot_log_in()
    {
        var verdict = Judged.WithoutLastConsoleLogin(Rule, AccountRow.Clean());

        verdict.Outcome.Should().Be(Outcome.NotAssessed);
        verdict.Because().Should().Equal(Column.LastConsoleLoginTime);
        Judged.WithoutLastConsoleLogin(Rule, AccountRow.Machine()).Outcome.Should().Be(Outcome.NotApplicable);
    }
}
