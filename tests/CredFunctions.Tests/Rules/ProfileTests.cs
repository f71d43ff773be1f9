using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class ProfileTests
{
    public static TheoryData<string, Thresholds> Limits => new()
    {
        { "access-key-not-rotated", new Thresholds { AccessKeyMaxAgeDays = 500 } },
        { "access-key-unused", new Thresholds { AccessKeyUnusedDays = 500 } },
        { "access-key-never-used", new Thresholds { AccessKeyNeverUsedDays = 500 } },
        { "access-key-overlap", new Thresholds { AccessKeyOverlapDays = 500 } },
        { "password-not-rotated", new Thresholds { PasswordMaxAgeDays = 500 } },
        { "console-idle", new Thresholds { ConsoleIdleDays = 500 } },
        { "console-never-used", new Thresholds { ConsoleNeverUsedDays = 500 } },
        { "dormant-identity", new Thresholds { DormantDays = 500 } },
        { "identity-without-credentials", new Thresholds { WithoutCredentialsDays = 500 } },
    };

    [Theory]
    [InlineData("FALSE", "Sub-user", "AKIDx", Profile.Machine)]
    [InlineData("FALSE", "Sub-user", "N/A", Profile.Human)]
    [InlineData("FALSE", "Sub-user", "not_supported", Profile.Human)]
    [InlineData("FALSE", "Sub-user", "a b", Profile.Human)]
    [InlineData("TRUE", "Sub-user", "AKIDx", Profile.Human)]
    [InlineData("odd", "Sub-user", "AKIDx", Profile.Human)]
    [InlineData("not_supported", "Sub-user", "AKIDx", Profile.Human)]
    [InlineData("not_supported", "Collaborator", "AKIDx", Profile.Human)]
    [InlineData("not_supported", "Message receiver", "AKIDx", Profile.Machine)]
    public void Is_a_machine_that_cannot_log_in_and_has_a_key_for_certain(string console, string userType, string secretId, Profile expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var row = AccountRow.Clean().With(Column.LoginConsoleActive, console).With(Column.UserType, userType).With(slot, Column.AccessKey1SecretId, secretId);

            ProfileOf(row).Should().Be(expected, $"key {slot}");
            ProfileOf(row.With(slot, Column.AccessKey1Status, "Disable")).Should().Be(expected, "a disabled key exists");
        }
    }

    [Fact]
    public void Is_a_machine_with_one_key_known_and_one_not() =>
        ProfileOf(AccountRow.Machine().With(Column.AccessKey2SecretId, "a b")).Should().Be(Profile.Machine);

    [Theory]
    [MemberData(nameof(Limits))]
    public void Selects_the_thresholds(string rule, Thresholds patient)
    {
        foreach (var profile in Enum.GetValues<Profile>())
        {
            if (rule.StartsWith("console", StringComparison.Ordinal) && profile is Profile.Machine)
                continue;

            var row = Old(rule, profile);
            ProfileOf(row).Should().Be(profile);
            var other = new AssessmentPolicy { Human = profile is Profile.Human ? Thresholds.Default : patient, Machine = profile is Profile.Machine ? Thresholds.Default : patient };
            var own = new AssessmentPolicy { Human = profile is Profile.Human ? patient : Thresholds.Default, Machine = profile is Profile.Machine ? patient : Thresholds.Default };

            Of(rule, row, other).Should().Be(Outcome.Fail, $"the other profile's threshold is no matter to a {profile}");
            Of(rule, row, own).Should().Be(Outcome.Pass, $"the threshold is that of a {profile}");
        }
    }

    [Theory]
    [MemberData(nameof(Ages.Around), 7 + 1, MemberType = typeof(Ages))]
    public void Adds_the_day_of_lag_to_a_threshold_of_its_own(TimeSpan age, bool older)
    {
        var policy = new AssessmentPolicy { Machine = new Thresholds { AccessKeyUnusedDays = 7 } };

        Of("access-key-unused", AccountRow.Machine().With(Column.AccessKey1LastUsedDate, AccountRow.Ago(age)), policy).Should().Be(older ? Outcome.Fail : Outcome.Pass);
    }

    private static Outcome Of(string rule, AccountRow row, AssessmentPolicy policy) =>
        Judged.By(rule, row, RuleCatalogue.Find(rule)!.Subjects[0], policy).Outcome;

    private static Profile ProfileOf(AccountRow row) => Reading.Account(row, account =>
    {
        var facts = Judged.FactsOf(AccountRow.AsOf, AssessmentPolicy.Default);
        facts.Turn(account);
        return facts.Profile;
    });

    // An account of the profile, 400 days old in all that the rule looks at.
    private static AccountRow Old(string rule, Profile profile)
    {
        var old = AccountRow.Ago(400);
        var row = (profile is Profile.Human ? AccountRow.Clean() : AccountRow.Machine())
            .WithKey(KeySlot.One, ageDays: 400).WithKey(KeySlot.Two, ageDays: 400)
            .With(Column.AccessKey1LastUsedDate, rule is "access-key-never-used" ? "N/A" : old).With(Column.AccessKey2LastUsedDate, old)
            .With(Column.CreationTime, old).With(Column.PasswordEnabled, "TRUE").With(Column.PasswordLastRotation, old)
            .With(Column.LastConsoleLoginTime, rule is "console-never-used" ? "N/A" : old);
        if (rule is not "identity-without-credentials")
            return row;

        row = row.With(Column.LoginConsoleActive, "FALSE").With(Column.AccessKey1Status, "Disable").With(Column.AccessKey2Status, "Disable");
        return profile is Profile.Machine ? row : row.With(Column.AccessKey1SecretId, "N/A").With(Column.AccessKey2SecretId, "N/A");
    }
}
