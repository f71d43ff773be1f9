using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class CollaboratorAccessTests
{
    private const string Rule = "collaborator-access";

    [Theory]
    [InlineData("Collaborator", Outcome.Fail)]
    [InlineData("Sub-user", Outcome.NotApplicable)]
    [InlineData("WeWork Sub-user", Outcome.NotApplicable)]
    [InlineData("Message receiver", Outcome.NotApplicable)]
    [InlineData("", Outcome.NotAssessed)]
    [InlineData("N/A", Outcome.NotAssessed)]
    [InlineData("robot", Outcome.NotAssessed)]
    public void Applies_to_collaborators(string userType, Outcome expected)
    {
        var verdict = Judged.By(Rule, AccountRow.Clean().With(Column.UserType, userType));

        (verdict.Outcome, verdict.Severity).Should().Be((expected, Severity.Info));
    }

    [Theory]
    [InlineData("TRUE", "N/A", "N/A", Outcome.Fail)]
    [InlineData("not_supported", "N/A", "N/A", Outcome.Fail)]
    [InlineData("FALSE", "N/A", "N/A", Outcome.Pass)]
    [InlineData("N/A", "N/A", "N/A", Outcome.NotAssessed)]
    [InlineData("odd", "N/A", "N/A", Outcome.NotAssessed)]
    [InlineData("FALSE", "AKIDx", "Active", Outcome.Fail)]
    [InlineData("odd", "AKIDx", "Active", Outcome.Fail)]
    [InlineData("FALSE", "AKIDx", "Disable", Outcome.Pass)]
    [InlineData("FALSE", "AKIDx", "odd", Outcome.NotAssessed)]
    [InlineData("FALSE", "AKIDx", "N/A", Outcome.NotAssessed)]
    [InlineData("FALSE", "a b", "Active", Outcome.NotAssessed)]
    [InlineData("TRUE", "a b", "odd", Outcome.Fail)]
    public void Fails_when_the_collaborator_can_log_in_or_use_a_key(string console, string secretId, string status, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var row = AccountRow.Clean().With(Column.UserType, "Collaborator").With(Column.LoginConsoleActive, console)
                .With(slot, Column.AccessKey1SecretId, secretId).With(slot, Column.AccessKey1Status, status);

            Judged.By(Rule, row).Outcome.Should().Be(expected, $"key {slot}");
        }
    }
}
