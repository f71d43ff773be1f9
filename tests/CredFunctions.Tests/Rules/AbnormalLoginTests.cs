using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class AbnormalLoginTests
{
    private const string Rule = "abnormal-login";

    [Theory]
    [InlineData("TRUE", "Sub-user", Outcome.Fail)]
    [InlineData("3", "Sub-user", Outcome.Fail)]
    [InlineData("TRUE", "Message receiver", Outcome.Fail)]
    [InlineData("TRUE", "robot", Outcome.Fail)]
    [InlineData("FALSE", "Sub-user", Outcome.Pass)]
    [InlineData("0", "Sub-user", Outcome.Pass)]
    [InlineData("FALSE", "robot", Outcome.Pass)]
    [InlineData("not_supported", "Message receiver", Outcome.Pass)]
    [InlineData("not_supported", "Sub-user", Outcome.NotAssessed)]
    [InlineData("not_supported", "WeWork Sub-user", Outcome.NotAssessed)]
    [InlineData("not_supported", "Collaborator", Outcome.NotAssessed)]
    [InlineData("not_supported", "robot", Outcome.NotAssessed)]
    [InlineData("N/A", "Sub-user", Outcome.NotAssessed)]
    [InlineData("N/A", "Message receiver", Outcome.NotAssessed)]
    [InlineData("", "Message receiver", Outcome.NotAssessed)]
    [InlineData("-", "Sub-user", Outcome.NotAssessed)]
    [InlineData("many", "Sub-user", Outcome.NotAssessed)]
    public void Gives_each_state_of_the_flag_its_verdict(string text, string userType, Outcome expected) =>
        Judged.By(Rule, AccountRow.Clean().With(Column.AbnormalLoginsWithin30Days, text).With(Column.UserType, userType)).Outcome.Should().Be(expected);

    [Theory]
    [InlineData("TRUE", "TRUE", Severity.High)]
    [InlineData("TRUE", "FALSE", Severity.Critical)]
    [InlineData("FALSE", "TRUE", Severity.Critical)]
    [InlineData("TRUE", "not_supported", Severity.Critical)]
    [InlineData("not_supported", "TRUE", Severity.Critical)]
    [InlineData("TRUE", "N/A", Severity.Critical)]
    [InlineData("odd", "TRUE", Severity.Critical)]
    [InlineData("odd", "odd", Severity.Critical)]
    public void Is_critical_unless_mfa_and_login_protection_are_known_to_be_on(string mfa, string protection, Severity severity)
    {
        var row = AccountRow.Clean().With(Column.AbnormalLoginsWithin30Days, "TRUE").With(Column.MfaDeviceActive, mfa).With(Column.LoginProtectionActive, protection);

        var verdict = Judged.By(Rule, row);

        (verdict.Outcome, verdict.Severity).Should().Be((Outcome.Fail, severity));
    }
}
