using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class PasswordNotRotatedTests
{
    private const string Rule = "password-not-rotated";

    [Theory]
    [MemberData(nameof(Ages.Around), 90, MemberType = typeof(Ages))]
    public void Fails_when_the_password_is_older_than_90_days(TimeSpan age, bool older)
    {
        var verdict = Judged.By(Rule, AccountRow.Clean().With(Column.PasswordLastRotation, AccountRow.Ago(age)));

        (verdict.Outcome, verdict.Severity).Should().Be((older ? Outcome.Fail : Outcome.Pass, Severity.Low));
    }

    [Theory]
    [InlineData(Column.PasswordEnabled, "TRUE", Outcome.Fail)]
    [InlineData(Column.PasswordEnabled, "FALSE", Outcome.NotApplicable)]
    [InlineData(Column.PasswordEnabled, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.PasswordEnabled, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.PasswordEnabled, "", Outcome.NotAssessed)]
    [InlineData(Column.PasswordEnabled, "-", Outcome.NotAssessed)]
    [InlineData(Column.PasswordEnabled, "set", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "FALSE", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "TRUE", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "never", Outcome.NotAssessed)]
    [InlineData(Column.LoginConsoleActive, "FALSE", Outcome.Fail)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.By(Rule, AccountRow.Clean().With(Column.PasswordLastRotation, AccountRow.Ago(100)).With(column, text)).Outcome.Should().Be(expected);
}
