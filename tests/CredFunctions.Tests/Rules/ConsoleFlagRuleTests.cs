using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

/// <summary>What three rules have in common: a protection that is off where it could be on, of an account that can log in.</summary>
public abstract class ConsoleFlagRuleTests(string rule, Column flag, Severity severity)
{
    [Theory]
    [InlineData("FALSE", Outcome.Fail)]
    [InlineData("false", Outcome.Fail)]
    [InlineData("TRUE", Outcome.Pass)]
    [InlineData("not_supported", Outcome.NotApplicable)]
    [InlineData("N/A", Outcome.NotAssessed)]
    [InlineData("", Outcome.NotAssessed)]
    [InlineData("-", Outcome.NotAssessed)]
    [InlineData("0", Outcome.NotAssessed)]
    [InlineData("off", Outcome.NotAssessed)]
    public void Gives_each_state_of_the_flag_its_verdict(string text, Outcome expected)
    {
        var verdict = Judged.By(rule, AccountRow.Clean().With(flag, text));

        (verdict.Outcome, verdict.Severity).Should().Be((expected, severity));
    }

    [Theory]
    [MemberData(nameof(ConsoleAccess.Table), MemberType = typeof(ConsoleAccess))]
    public void Applies_to_who_can_log_in(string console, string userType, bool? canLogIn)
    {
        var row = AccountRow.Clean().With(flag, "FALSE").With(Column.LoginConsoleActive, console).With(Column.UserType, userType);

        Judged.By(rule, row).Outcome.Should().Be(canLogIn switch { true => Outcome.Fail, false => Outcome.NotApplicable, null => Outcome.NotAssessed });
    }

    [Theory]
    [InlineData("FALSE", "off", Outcome.NotApplicable)]
    [InlineData("yes", "not_supported", Outcome.NotApplicable)]
    [InlineData("yes", "TRUE", Outcome.NotAssessed)]
    [InlineData("yes", "off", Outcome.NotAssessed)]
    public void Lets_what_is_known_decide(string console, string text, Outcome expected) =>
        Judged.By(rule, AccountRow.Clean().With(Column.LoginConsoleActive, console).With(flag, text)).Outcome.Should().Be(expected);
}

public sealed class ConsoleMfaDisabledTests() : ConsoleFlagRuleTests("console-mfa-disabled", Column.MfaDeviceActive, Severity.High);

public sealed class LoginProtectionDisabledTests() : ConsoleFlagRuleTests("login-protection-disabled", Column.LoginProtectionActive, Severity.High);

public sealed class OperationProtectionDisabledTests() : ConsoleFlagRuleTests("operation-protection-disabled", Column.OperationProtectionActive, Severity.Medium);
