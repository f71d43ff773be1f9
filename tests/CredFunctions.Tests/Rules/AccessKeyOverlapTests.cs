using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class AccessKeyOverlapTests
{
    private const string Rule = "access-key-overlap";

    [Theory]
    [MemberData(nameof(Ages.Around), 14, MemberType = typeof(Ages))]
    public void Fails_when_both_keys_are_older_than_14_days(TimeSpan age, bool older)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var verdict = Judged.By(Rule, TwoKeys().WithKeyCreated(slot, age));

            (verdict.Outcome, verdict.Severity).Should().Be((older ? Outcome.Fail : Outcome.Pass, Severity.Medium));
        }
    }

    [Theory]
    [InlineData(Column.AccessKey1Status, "Disable", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1Status, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1Status, "asleep", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1SecretId, "N/A", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "not_supported", Outcome.NotApplicable)]
    [InlineData(Column.AccessKey1SecretId, "a b", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "N/A", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "not_supported", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreationTime, "odd", Outcome.NotAssessed)]
    public void Gives_each_state_of_a_cell_in_either_slot_its_verdict(Column column, string text, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
            Judged.By(Rule, TwoKeys().With(slot, Column.AccessKey1CreatedOver30Days, "N/A").With(slot, column, text)).Outcome.Should().Be(expected, $"of key {slot}");
    }

    [Fact]
    public void Lets_what_is_known_decide()
    {
        foreach (var (slot, other) in new[] { (KeySlot.One, KeySlot.Two), (KeySlot.Two, KeySlot.One) })
        {
            var odd = TwoKeys().With(other, Column.AccessKey1CreationTime, "odd");
            Judged.By(Rule, odd.WithKeyCreated(slot, TimeSpan.FromDays(14))).Outcome.Should().Be(Outcome.Pass);
            Judged.By(Rule, TwoKeys().With(slot, Column.AccessKey1Status, "Disable").With(other, Column.AccessKey1Status, "odd")).Outcome.Should().Be(Outcome.NotApplicable);
        }
    }

    [Fact]
    public void Does_not_apply_where_both_slots_hold_the_same_key() =>
        Judged.By(Rule, TwoKeys().With(Column.AccessKey2SecretId, AccountRow.SecretId)).Outcome.Should().Be(Outcome.NotApplicable);

    private static AccountRow TwoKeys() => AccountRow.Machine().WithKey(KeySlot.One, ageDays: 40).WithKey(KeySlot.Two, ageDays: 20);
}
