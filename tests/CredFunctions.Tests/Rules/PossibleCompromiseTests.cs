using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class PossibleCompromiseTests
{
    private const string Rule = "possible-compromise";

    [Theory]
    [MemberData(nameof(Ages.Around), 30, MemberType = typeof(Ages))]
    public void Fails_when_an_active_key_is_not_older_than_30_days(TimeSpan age, bool older)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var verdict = Judged.By(Rule, Abnormal(slot).WithKeyCreated(slot, age));

            (verdict.Outcome, verdict.Severity).Should().Be((older ? Outcome.Pass : Outcome.Fail, Severity.Critical), $"key {slot}");
        }
    }

    [Theory]
    [InlineData("TRUE", "Sub-user", Outcome.Fail)]
    [InlineData("2", "Sub-user", Outcome.Fail)]
    [InlineData("FALSE", "Sub-user", Outcome.NotApplicable)]
    [InlineData("0", "Sub-user", Outcome.NotApplicable)]
    [InlineData("not_supported", "Message receiver", Outcome.NotApplicable)]
    [InlineData("not_supported", "Sub-user", Outcome.NotAssessed)]
    [InlineData("not_supported", "robot", Outcome.NotAssessed)]
    [InlineData("N/A", "Sub-user", Outcome.NotAssessed)]
    [InlineData("odd", "Sub-user", Outcome.NotAssessed)]
    public void Applies_to_an_abnormal_login(string abnormal, string userType, Outcome expected) => Judged.By(
        Rule, Abnormal(KeySlot.One).With(Column.AbnormalLoginsWithin30Days, abnormal).With(Column.UserType, userType)).Outcome.Should().Be(expected);

    [Theory]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.Pass)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "Disable", Outcome.Pass)]
    [InlineData(Column.AccessKey1Status, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "odd", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "odd", Outcome.Fail)]
    [InlineData(Column.AccessKey1LastUsedDate, "odd", Outcome.Fail)]
    public void Gives_each_state_of_a_cell_its_verdict(Column column, string text, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
            Judged.By(Rule, Abnormal(slot).With(slot, column, text)).Outcome.Should().Be(expected, $"key {slot}");
    }

    [Theory]
    [InlineData("TRUE", "TRUE", Outcome.Pass)]
    [InlineData("FALSE", "TRUE", Outcome.Pass)]
    [InlineData("FALSE", "FALSE", Outcome.Fail)]
    [InlineData("N/A", "FALSE", Outcome.Fail)]
    [InlineData("FALSE", "N/A", Outcome.NotAssessed)]
    [InlineData("TRUE", "FALSE", Outcome.NotAssessed)]
    public void Goes_by_the_age_flags_where_the_creation_is_no_time(string over90, string over30, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var row = Abnormal(slot).With(slot, Column.AccessKey1CreationTime, "odd")
                .With(slot, Column.AccessKey1CreatedOver90Days, over90).With(slot, Column.AccessKey1CreatedOver30Days, over30);

            Judged.By(Rule, row).Outcome.Should().Be(expected, $"key {slot}");
        }
    }

    [Fact]
    public void Takes_the_same_key_in_both_slots_as_one() => Judged.By(
        Rule, Abnormal(KeySlot.One).WithKey(KeySlot.One, ageDays: 40).WithKey(KeySlot.Two, ageDays: 2, secretId: AccountRow.SecretId)).Outcome.Should().Be(Outcome.Pass);

    [Fact]
    public void Names_the_abnormal_login_and_each_new_key()
    {
        MessageOf(Abnormal(KeySlot.Two).WithKey(KeySlot.One, ageDays: 40).WithKey(KeySlot.Two, ageDays: 2)).Should().Be(
            "Tencent Cloud saw an abnormal login within 30 days, and access key 2 (AKIDq1kr…MPLE) is 2 days old.");
        MessageOf(Abnormal(KeySlot.One).WithKey(KeySlot.Two, ageDays: 3).With(Column.AccessKey1CreationTime, "odd")).Should().Be(
            "Tencent Cloud saw an abnormal login within 30 days, and access key 1 (AKIDz8kr…MPLE) is no more than 30 days old, and access key 2 (AKIDq1kr…MPLE) is 3 days old.");
    }

    private static string MessageOf(AccountRow row) => Reading.Account(row, account =>
    {
        var assessment = new Assessment("default", AccountRow.AsOf, AssessmentPolicy.Default);
        assessment.Assess(account);
        return assessment.MessageOf(assessment.Findings.ToArray().Single(verdict => verdict.Rule.Id == Rule));
    });

    private static AccountRow Abnormal(KeySlot slot) => AccountRow.Clean().WithKey(slot, ageDays: 2).With(Column.AbnormalLoginsWithin30Days, "TRUE");
}
