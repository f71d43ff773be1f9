using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class DormantIdentityTests
{
    private const string Rule = "dormant-identity";

    [Theory]
    [MemberData(nameof(Ages.Around), 180 + 1, MemberType = typeof(Ages))]
    public void Fails_when_account_login_and_password_are_older_than_180_days_and_one(TimeSpan age, bool older)
    {
        foreach (var column in new[] { Column.CreationTime, Column.LastConsoleLoginTime, Column.PasswordLastRotation })
        {
            var verdict = Judged.By(Rule, Person().With(column, AccountRow.Ago(age)));

            (verdict.Outcome, verdict.Severity).Should().Be((older ? Outcome.Fail : Outcome.Pass, Severity.Medium), $"{column}");
        }
    }

    [Theory]
    [MemberData(nameof(Ages.Around), 180 + 1, MemberType = typeof(Ages))]
    public void Fails_when_creation_and_last_use_of_an_active_key_are_older_than_180_days_and_one(TimeSpan age, bool older)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            foreach (var column in new[] { Column.AccessKey1CreationTime, Column.AccessKey1LastUsedDate })
            {
                var verdict = Judged.By(Rule, Machine(slot).With(slot, column, AccountRow.Ago(age)));

                verdict.Outcome.Should().Be(older ? Outcome.Fail : Outcome.Pass, $"{column} of key {slot}");
            }
        }
    }

    [Theory]
    [InlineData(Column.LastConsoleLoginTime, "N/A", Outcome.Fail)]
    [InlineData(Column.LastConsoleLoginTime, "", Outcome.Fail)]
    [InlineData(Column.LastConsoleLoginTime, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.LastConsoleLoginTime, "odd", Outcome.NotAssessed)]
    [InlineData(Column.PasswordLastRotation, "FALSE", Outcome.Fail)]
    [InlineData(Column.PasswordLastRotation, "N/A", Outcome.Fail)]
    [InlineData(Column.PasswordLastRotation, "not_supported", Outcome.Fail)]
    [InlineData(Column.PasswordLastRotation, "odd", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.CreationTime, "odd", Outcome.NotAssessed)]
    public void Gives_each_state_of_a_console_cell_its_verdict(Column column, string text, Outcome expected) =>
        Judged.By(Rule, Person().With(column, text)).Outcome.Should().Be(expected);

    [Theory]
    [InlineData(Column.AccessKey1CreationTime, "N/A", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreationTime, "not_supported", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreationTime, "odd", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1LastUsedDate, "N/A", Outcome.Fail)]
    [InlineData(Column.AccessKey1LastUsedDate, "-", Outcome.Fail)]
    [InlineData(Column.AccessKey1LastUsedDate, "not_supported", Outcome.Fail)]
    [InlineData(Column.AccessKey1LastUsedDate, "odd", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "Disable", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1Status, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "odd", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    [InlineData(Column.LoginConsoleActive, "odd", Outcome.Fail)]
    public void Gives_each_state_of_a_key_cell_its_verdict(Column column, string text, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
            Judged.By(Rule, Machine(slot).With(slot, column, text)).Outcome.Should().Be(expected, $"of key {slot}");
    }

    [Theory]
    [MemberData(nameof(ConsoleAccess.Table), MemberType = typeof(ConsoleAccess))]
    public void Applies_to_who_can_log_in_without_a_key(string console, string userType, bool? canLogIn)
    {
        var row = Person().With(Column.LoginConsoleActive, console).With(Column.UserType, userType);

        Judged.By(Rule, row).Outcome.Should().Be(canLogIn switch { true => Outcome.Fail, false => Outcome.NotApplicable, null => Outcome.NotAssessed });
    }

    // With an active key the rule applies; an unknown login then matters only if it was not quiet for certain.
    [Theory]
    [InlineData("odd", 300, 300, Outcome.Fail)]
    [InlineData("odd", 1, 300, Outcome.NotAssessed)]
    [InlineData("odd", 300, 1, Outcome.NotAssessed)]
    [InlineData("FALSE", 1, 1, Outcome.Fail)]
    [InlineData("TRUE", 1, 300, Outcome.Pass)]
    public void Weighs_the_console_beside_an_old_active_key(string console, int lastLogin, int rotation, Outcome expected)
    {
        var row = Machine(KeySlot.One).With(Column.LoginConsoleActive, console)
            .With(Column.LastConsoleLoginTime, AccountRow.Ago(lastLogin)).With(Column.PasswordLastRotation, AccountRow.Ago(rotation));

        Judged.By(Rule, row).Outcome.Should().Be(expected);
    }

    [Theory]
    [InlineData("Disable", Outcome.Fail)]
    [InlineData("Active", Outcome.Pass)]
    [InlineData("odd", Outcome.NotAssessed)]
    public void Ignores_the_use_of_a_key_that_is_not_active(string status, Outcome expected)
    {
        // Used yesterday, beside a console that nobody used.
        foreach (var slot in Enum.GetValues<KeySlot>())
            Judged.By(Rule, Person().WithKey(slot, ageDays: 300, status: status)).Outcome.Should().Be(expected, $"key {slot}");
    }

    [Fact]
    public void Passes_when_only_one_of_two_keys_is_quiet() =>
        Judged.By(Rule, Machine(KeySlot.One).WithKey(KeySlot.Two, ageDays: 300)).Outcome.Should().Be(Outcome.Pass);

    [Fact]
    public void Lets_a_young_account_decide() => Judged.By(Rule, Person().With(Column.CreationTime, AccountRow.Ago(181))
        .With(Column.LastConsoleLoginTime, "odd").With(Column.PasswordLastRotation, "odd")).Outcome.Should().Be(Outcome.Pass);

    [Fact]
    public void Needs_the_last_login_of_who_can_log_in_and_of_nobody_else()
    {
        Judged.WithoutLastConsoleLogin(Rule, Person()).Outcome.Should().Be(Outcome.NotAssessed);
        Judged.WithoutLastConsoleLogin(Rule, Person().With(Column.PasswordLastRotation, AccountRow.Ago(1))).Outcome.Should().Be(Outcome.Pass);
        Judged.WithoutLastConsoleLogin(Rule, Machine(KeySlot.Two)).Outcome.Should().Be(Outcome.Fail);
    }

    private static AccountRow Person() => AccountRow.Clean()
        .With(Column.CreationTime, AccountRow.Ago(400)).With(Column.LastConsoleLoginTime, AccountRow.Ago(300)).With(Column.PasswordLastRotation, AccountRow.Ago(300));

    private static AccountRow Machine(KeySlot slot) => AccountRow.Machine(slot)
        .With(Column.CreationTime, AccountRow.Ago(400)).WithKey(slot, ageDays: 300).With(slot, Column.AccessKey1LastUsedDate, AccountRow.Ago(200));
}
