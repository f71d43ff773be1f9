using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class ConsoleNeverUsedTests
{
    private const string Rule = "console-never-used";

    [Theory]
    [MemberData(nameof(Ages.Around), 30, MemberType = typeof(Ages))]
    public void Fails_when_account_and_password_are_older_than_30_days(TimeSpan age, bool older)
    {
        foreach (var column in new[] { Column.CreationTime, Column.PasswordLastRotation })
        {
            var verdict = Judged.By(Rule, NeverUsed().With(column, AccountRow.Ago(age)));

            (verdict.Outcome, verdict.Severity).Should().Be((older ? Outcome.Fail : Outcome.Pass, Severity.Medium), $"{column}");
        }
    }

    [Theory]
    [InlineData(Column.LastConsoleLoginTime, "N/A", Outcome.Fail)]
    [InlineData(Column.LastConsoleLoginTime, "", Outcome.Fail)]
    [InlineData(Column.LastConsoleLoginTime, "-", Outcome.Fail)]
    [InlineData(Column.LastConsoleLoginTime, "2020-01-01", Outcome.NotApplicable)]
    [InlineData(Column.LastConsoleLoginTime, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.LastConsoleLoginTime, "never", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "FALSE", Outcome.Fail)]
    [InlineData(Column.PasswordLastRotation, "N/A", Outcome.Fail)]
    [InlineData(Column.PasswordLastRotation, "not_supported", Outcome.Fail)]
    [InlineData(Column.PasswordLastRotation, "never", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "TRUE", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "odd", Outcome.NotAssessed)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.By(Rule, NeverUsed().With(column, text)).Outcome.Should().Be(expected);

    [Theory]
    [MemberData(nameof(ConsoleAccess.Table), MemberType = typeof(ConsoleAccess))]
    public void Applies_to_who_can_log_in(string console, string userType, bool? canLogIn)
    {
        var row = NeverUsed().With(Column.LoginConsoleActive, console).With(Column.UserType, userType);

        Judged.By(Rule, row).Outcome.Should().Be(canLogIn switch { true => Outcome.Fail, false => Outcome.NotApplicable, null => Outcome.NotAssessed });
    }

    [Theory]
    [InlineData(10, "odd", Outcome.Pass)]
    [InlineData(40, "odd", Outcome.NotAssessed)]
    public void Lets_a_young_account_decide(int days, string rotation, Outcome expected) =>
        Judged.By(Rule, NeverUsed().With(Column.CreationTime, AccountRow.Ago(days)).With(Column.PasswordLastRotation, rotation)).Outcome.Should().Be(expected);

    [Fact]
    public void Lets_a_young_password_decide() =>
        Judged.By(Rule, NeverUsed().With(Column.CreationTime, "odd").With(Column.PasswordLastRotation, AccountRow.Ago(1))).Outcome.Should().Be(Outcome.Pass);

    [Fact]
    public void Is_not_assessed_without_the_column() => Judged.WithoutLastConsoleLogin(Rule, NeverUsed()).Outcome.Should().Be(Outcome.NotAssessed);

    private static AccountRow NeverUsed() => AccountRow.Clean()
        .With(Column.LastConsoleLoginTime, "N/A").With(Column.CreationTime, AccountRow.Ago(100)).With(Column.PasswordLastRotation, AccountRow.Ago(100));
}
