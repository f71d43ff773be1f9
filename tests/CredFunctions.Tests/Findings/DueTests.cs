using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Findings;

public sealed class DueTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    // Each threshold: what has the age, the rule, its days; a clean account otherwise.
    public static TheoryData<string, int> Thresholds => new()
    {
        { "access-key-not-rotated", 90 },
        { "access-key-unused", 91 },
        { "access-key-never-used", 31 },
        { "access-key-overlap", 14 },
        { "password-not-rotated", 90 },
        { "console-idle", 90 },
        { "console-never-used", 30 },
        { "dormant-identity", 181 },
        { "identity-without-credentials", 30 },
    };

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void Is_due_so_many_days_after_the_time_and_fails_a_tick_later(string rule, int days)
    {
        foreach (var left in new[] { TimeSpan.Zero, Tick, TimeSpan.FromDays(1), TimeSpan.FromDays(14) })
        {
            var row = Row(rule, TimeSpan.FromDays(days) - left);
            Due(row, rule).Should().Equal([AccountRow.AsOf + left], $"{left} are left");
            Judged.By(rule, row, SubjectOf(rule), asOf: AccountRow.AsOf + left).Outcome.Should().Be(Outcome.Pass);
            Judged.By(rule, row, SubjectOf(rule), asOf: AccountRow.AsOf + left + Tick).Outcome.Should().Be(Outcome.Fail);
        }
    }

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void Is_not_due_beyond_the_days_that_are_listed_nor_once_it_fails(string rule, int days)
    {
        Due(Row(rule, TimeSpan.FromDays(days - 14) - Tick), rule).Should().BeEmpty();
        Due(Row(rule, TimeSpan.FromDays(days) + Tick), rule).Should().BeEmpty();
        Due(Row(rule, TimeSpan.FromDays(days)), rule, """{ "dueDays": 0 }""").Should().BeEmpty();
        Due(Row(rule, TimeSpan.FromDays(days - 1)), rule, $$"""{ "rules": { "{{rule}}": "off" } }""").Should().BeEmpty();
    }

    [Theory]
    [InlineData("N/A")]
    [InlineData("not_supported")]
    [InlineData("soon")]
    public void Nothing_is_due_of_a_key_whose_age_only_a_flag_shows(string created) =>
        Due(Row("access-key-not-rotated", TimeSpan.FromDays(80)).With(Column.AccessKey1CreationTime, created), "access-key-not-rotated").Should().BeEmpty();

    [Theory]
    [InlineData("access-key-not-rotated", Column.AccessKey1Status, "odd")]
    [InlineData("password-not-rotated", Column.PasswordEnabled, "odd")]
    [InlineData("console-idle", Column.LoginConsoleActive, "not_supported")]
    public void Nothing_is_due_that_is_not_assessed(string rule, Column column, string text) =>
        Due(Row(rule, TimeSpan.FromDays(89)).With(column, text), rule).Should().BeEmpty();

    [Fact]
    public void Two_overlapping_keys_are_due_when_the_younger_is()
    {
        var row = AccountRow.Machine().WithKey(KeySlot.One, ageDays: 12).WithKey(KeySlot.Two, ageDays: 5);

        Due(row, "access-key-overlap").Should().Equal(AccountRow.AsOf.AddDays(9));
    }

    [Fact]
    public void Of_several_the_first_comes_first_and_each_key_is_by_itself()
    {
        var row = AccountRow.Machine().WithKey(KeySlot.One, ageDays: 80).WithKey(KeySlot.Two, ageDays: 85);

        All(row).Where(due => due.Rule is "access-key-not-rotated").Should().Equal(
            new DueCheck("access-key-not-rotated", Subject.Key2, AccountRow.AsOf.AddDays(5), "AKIDq1kr…MPLE"),
            new DueCheck("access-key-not-rotated", Subject.Key1, AccountRow.AsOf.AddDays(10), "AKIDz8kr…MPLE"));
    }

    // 0:00 on the second day in the report's zone, on the third day, or when it was unused for 90 days.
    [Theory]
    [InlineData("2026-11-01", "2026-12-05 00:00:00", "2027-03-05 00:00:00")]
    [InlineData("2027-03-06", "2026-12-05 00:00:00", "2027-03-06 00:00:00")]
    [InlineData("2026-09-01", "2026-07-01 12:00:00", "2026-09-29 12:00:00")]
    public void A_key_is_disabled_after_90_days_but_not_before_the_day_of_the_policy(string from, string lastUsed, string at)
    {
        var policy = $$"""{ "tencentDisablesUnusedKeys": "{{from}}", "dueDays": 0 }""";
        var row = AccountRow.Machine().With(Column.AccessKey1LastUsedDate, lastUsed);
        var expected = DateTimeOffset.Parse($"{at}+08:00", System.Globalization.CultureInfo.InvariantCulture);

        Due(row, DueCheck.AutoDisable, policy).Should().Equal(expected);
        Due(row.With(Column.AccessKey1Status, "Disable"), DueCheck.AutoDisable, policy).Should().BeEmpty();
    }

    [Theory]
    [InlineData("N/A", true)]
    [InlineData("not_supported", false)]
    [InlineData("odd", false)]
    public void A_key_that_was_never_used_is_disabled_90_days_after_its_creation(string lastUsed, bool isKnown)
    {
        var row = AccountRow.Machine().WithKey(KeySlot.One, ageDays: 20).With(Column.AccessKey1LastUsedDate, lastUsed);

        Due(row, DueCheck.AutoDisable, """{ "tencentDisablesUnusedKeys": "2026-01-01" }""")
            .Should().Equal(isKnown ? [AccountRow.AsOf.AddDays(70)] : []);
    }

    private static AccountRow Row(string rule, TimeSpan age) => rule switch
    {
        "access-key-not-rotated" => AccountRow.Machine().WithKeyCreated(KeySlot.One, age),
        "access-key-unused" => AccountRow.Machine().With(Column.AccessKey1LastUsedDate, AccountRow.Ago(age)),
        "access-key-never-used" => AccountRow.Machine().WithKeyCreated(KeySlot.One, age).With(Column.AccessKey1LastUsedDate, "N/A"),
        "access-key-overlap" => AccountRow.Machine().WithKeyCreated(KeySlot.One, age).WithKey(KeySlot.Two, ageDays: 40),
        "password-not-rotated" => AccountRow.Clean().With(Column.PasswordLastRotation, AccountRow.Ago(age)),
        "console-idle" => AccountRow.Clean().With(Column.LastConsoleLoginTime, AccountRow.Ago(age)),
        "console-never-used" => AccountRow.Clean().With(Column.LastConsoleLoginTime, "N/A").With(Column.PasswordLastRotation, AccountRow.Ago(age)),
        "dormant-identity" => AccountRow.Clean().With(Column.CreationTime, AccountRow.Ago(age))
            .With(Column.PasswordLastRotation, "N/A").With(Column.LastConsoleLoginTime, "N/A"),
        "identity-without-credentials" => AccountRow.Clean().With(Column.LoginConsoleActive, "FALSE").With(Column.CreationTime, AccountRow.Ago(age)),
        _ => throw new ArgumentException(rule, nameof(rule)),
    };

    private static Subject SubjectOf(string rule) => RuleCatalogue.Find(rule)!.Subjects[0];

    private static List<DateTimeOffset> Due(AccountRow row, string rule, string policy = "{}") =>
        [.. All(row, policy).Where(due => due.Rule == rule).Select(due => due.At)];

    private static IReadOnlyList<DueCheck> All(AccountRow row, string policy = "{}") => Reading.Account(Report.Of(row), account =>
    {
        var assessment = new Assessment("default", AccountRow.AsOf, PolicyText.Policy(policy));
        assessment.Assess(account);
        return assessment.Due;
    });
}
