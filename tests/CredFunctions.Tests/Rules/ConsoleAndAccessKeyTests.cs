using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class ConsoleAndAccessKeyTests
{
    private const string Rule = "console-and-access-key";

    [Theory]
    [InlineData("Active", "Active", Outcome.Fail)]
    [InlineData("Active", "Disable", Outcome.Fail)]
    [InlineData("Active", "odd", Outcome.Fail)]
    [InlineData("Active", "not_supported", Outcome.Fail)]
    [InlineData("Disable", "Disable", Outcome.Pass)]
    [InlineData("Disable", "odd", Outcome.NotAssessed)]
    [InlineData("Disable", "N/A", Outcome.NotAssessed)]
    [InlineData("odd", "odd", Outcome.NotAssessed)]
    public void Fails_when_either_key_is_active(string one, string other, Outcome expected)
    {
        Judged.By(Rule, TwoKeys(one, other)).Outcome.Should().Be(expected);
        Judged.By(Rule, TwoKeys(other, one)).Outcome.Should().Be(expected);
    }

    [Theory]
    [InlineData("N/A", "Active", Outcome.Pass)]
    [InlineData("not_supported", "Active", Outcome.Pass)]
    [InlineData("", "odd", Outcome.Pass)]
    [InlineData("a b", "Active", Outcome.NotAssessed)]
    [InlineData("a b", "Disable", Outcome.Pass)]
    [InlineData("AKIDx", "Active", Outcome.Fail)]
    public void Counts_a_key_that_exists(string secretId, string status, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var verdict = Judged.By(Rule, AccountRow.Clean().With(slot, Column.AccessKey1SecretId, secretId).With(slot, Column.AccessKey1Status, status));

            (verdict.Outcome, verdict.Severity).Should().Be((expected, Severity.Low));
        }
    }

    [Theory]
    [MemberData(nameof(ConsoleAccess.Table), MemberType = typeof(ConsoleAccess))]
    public void Applies_to_who_can_log_in(string console, string userType, bool? canLogIn)
    {
        var row = TwoKeys("Active", "Active").With(Column.LoginConsoleActive, console).With(Column.UserType, userType);

        Judged.By(Rule, row).Outcome.Should().Be(canLogIn switch { true => Outcome.Fail, false => Outcome.NotApplicable, null => Outcome.NotAssessed });
    }

    private static AccountRow TwoKeys(string first, string second) => AccountRow.Clean().WithKey(KeySlot.One, status: first).WithKey(KeySlot.Two, status: second);
}
