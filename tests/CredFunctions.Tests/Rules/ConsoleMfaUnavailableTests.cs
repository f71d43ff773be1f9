using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class ConsoleMfaUnavailableTests
{
    private const string Rule = "console-mfa-unavailable";

    [Theory]
    [InlineData("not_supported", Outcome.Fail)]
    [InlineData("TRUE", Outcome.Pass)]
    [InlineData("FALSE", Outcome.Pass)]
    [InlineData("N/A", Outcome.NotAssessed)]
    [InlineData("", Outcome.NotAssessed)]
    [InlineData("-", Outcome.NotAssessed)]
    [InlineData("not supported", Outcome.NotAssessed)]
    public void Gives_each_state_of_the_mfa_flag_its_verdict(string text, Outcome expected)
    {
        var verdict = Judged.By(Rule, AccountRow.Clean().With(Column.MfaDeviceActive, text));

        (verdict.Outcome, verdict.Severity).Should().Be((expected, Severity.High));
    }

    [Theory]
    [MemberData(nameof(ConsoleAccess.Table), MemberType = typeof(ConsoleAccess))]
    public void Applies_to_who_can_log_in(string console, string userType, bool? canLogIn)
    {
        var row = AccountRow.Clean().With(Column.MfaDeviceActive, "not_supported").With(Column.LoginConsoleActive, console).With(Column.UserType, userType);

        Judged.By(Rule, row).Outcome.Should().Be(canLogIn switch { true => Outcome.Fail, false => Outcome.NotApplicable, null => Outcome.NotAssessed });
    }
}
