using CredFunctions.Rules;

namespace CredFunctions.Tests.Rules;

/// <summary>Stored passes are kept by a rule's number: it never changes, and no other rule ever gets it.</summary>
public sealed class RuleNumberTests
{
    // For good: a rule that goes keeps its line here, so that nobody gives its number to another.
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["access-key-leak-risk"] = 0,
        ["access-key-not-rotated"] = 1,
        ["access-key-unused"] = 2,
        ["access-key-never-used"] = 3,
        ["access-key-disabled-retained"] = 4,
        ["access-key-overlap"] = 5,
        ["console-mfa-disabled"] = 6,
        ["console-mfa-unavailable"] = 7,
        ["login-protection-disabled"] = 8,
        ["operation-protection-disabled"] = 9,
        ["password-not-rotated"] = 10,
        ["abnormal-login"] = 11,
        ["console-idle"] = 12,
        ["console-never-used"] = 13,
        ["console-and-access-key"] = 14,
        ["dormant-identity"] = 15,
        ["identity-without-credentials"] = 16,
        ["collaborator-access"] = 17,
        ["report-inconsistent"] = 18,
        ["possible-compromise"] = 19,
        ["owner-left"] = 20,
        ["owner-unknown"] = 21,
    };

    [Fact]
    public void A_rule_keeps_its_number()
    {
        Numbers.Values.Should().OnlyHaveUniqueItems();
        foreach (var rule in RuleCatalogue.All)
            rule.Number.Should().Be(Numbers[rule.Id], rule.Id);
    }

    [Fact]
    public void No_two_checks_share_a_bit()
    {
        RuleCatalogue.Checks.Select(check => check.Bit).Should().OnlyHaveUniqueItems().And.OnlyContain(bit => ulong.IsPow2(bit));
        Enumerable.Range(0, Check.MaxRules).SelectMany(number => new[] { Check.BitOf(number, Subject.Key1), Check.BitOf(number, Subject.Key2) }).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(32)]
    [InlineData(64)]
    public void A_number_beyond_the_room_for_it_is_refused(int number)
    {
        foreach (var subject in Enum.GetValues<Subject>())
            FluentActions.Invoking(() => Check.BitOf(number, subject)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
