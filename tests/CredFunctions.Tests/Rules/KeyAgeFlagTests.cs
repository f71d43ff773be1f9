using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

/// <summary>Where a key's creation is no time, the flags on its age decide, each on its side of its days.</summary>
public sealed class KeyAgeFlagTests
{
    // To 90 days and to 30 days, and to a day beside each.
    [Theory]
    [InlineData("TRUE", "TRUE", 14, true)]
    [InlineData("TRUE", "TRUE", 30, true)]
    [InlineData("TRUE", "TRUE", 31, true)]
    [InlineData("TRUE", "TRUE", 90, true)]
    [InlineData("TRUE", "TRUE", 91, null)]
    [InlineData("FALSE", "TRUE", 30, true)]
    [InlineData("FALSE", "TRUE", 31, null)]
    [InlineData("FALSE", "TRUE", 89, null)]
    [InlineData("FALSE", "TRUE", 90, false)]
    [InlineData("FALSE", "TRUE", 400, false)]
    [InlineData("FALSE", "FALSE", 29, null)]
    [InlineData("FALSE", "FALSE", 30, false)]
    [InlineData("FALSE", "FALSE", 90, false)]
    [InlineData("N/A", "TRUE", 30, true)]
    [InlineData("N/A", "TRUE", 31, null)]
    [InlineData("odd", "FALSE", 31, false)]
    [InlineData("TRUE", "odd", 90, true)]
    [InlineData("not_supported", "N/A", 30, null)]
    [InlineData("TRUE", "FALSE", 1, null)]
    [InlineData("TRUE", "FALSE", 90, null)]
    [InlineData("TRUE", "FALSE", 400, null)]
    public void Decides_by_the_flags(string over90, string over30, int days, bool? expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            foreach (var created in new[] { "24.05.2026 09:30", "N/A", "not_supported" })
            {
                var row = Flagged(slot, created, over90, over30);
                var policy = AssessmentPolicy.Default with { Machine = new Thresholds { AccessKeyMaxAgeDays = days } };

                var verdict = Judged.By("access-key-not-rotated", row, Judged.SubjectOf(slot), policy);

                verdict.Outcome.Should().Be(expected switch { true => Outcome.Fail, false => Outcome.Pass, null => Outcome.NotAssessed }, $"{created} in slot {slot}");
            }
        }
    }

    [Fact]
    public void A_time_decides_whatever_the_flags_say() => Judged.OnBothSlots(
        "access-key-not-rotated", slot => Flagged(slot, AccountRow.Ago(10), "TRUE", "TRUE"), Outcome.Pass);

    // Dormant identities and contradictions go by the time alone.
    [Fact]
    public void The_flags_decide_of_rules_that_count_to_an_age_and_of_no_other()
    {
        var row = AccountRow.Machine().With(Column.CreationTime, AccountRow.Ago(400)).With(Column.AccessKey1LastUsedDate, AccountRow.Ago(400))
            .With(Column.AccessKey1CreationTime, "odd").With(Column.AccessKey1CreatedOver90Days, "TRUE").With(Column.AccessKey1CreatedOver30Days, "TRUE");

        Judged.By("dormant-identity", row).Outcome.Should().Be(Outcome.NotAssessed);
        Judged.By("report-inconsistent", row).Outcome.Should().Be(Outcome.NotAssessed);
    }

    [Theory]
    [InlineData("TRUE", "TRUE", 90, Column.AccessKey1CreatedOver90Days, "is more than 90 days old; it should be rotated after 90.")]
    [InlineData("TRUE", "TRUE", 20, Column.AccessKey1CreatedOver90Days, "is more than 90 days old; it should be rotated after 20.")]
    [InlineData("FALSE", "TRUE", 30, Column.AccessKey1CreatedOver30Days, "is more than 30 days old; it should be rotated after 30.")]
    public void Shows_the_flag_that_decided(string over90, string over30, int days, Column flag, string message)
    {
        var policy = AssessmentPolicy.Default with { Machine = new Thresholds { AccessKeyMaxAgeDays = days } };
        Reading.Account(Flagged(KeySlot.One, "24.05.2026 09:30", over90, over30), account =>
        {
            var assessment = new Assessment("default", AccountRow.AsOf, policy);
            assessment.Assess(account);
            var finding = assessment.Findings.ToArray().Single(verdict => verdict.Rule.Id == "access-key-not-rotated");

            assessment.MessageOf(finding).Should().EndWith(message);
            finding.Because().Should().Equal(Column.AccessKey1SecretId, Column.AccessKey1Status, flag);
            return 0;
        });
    }

    [Fact]
    public void Says_more_than_90_of_each_rule_that_counts_from_the_creation()
    {
        var never = Flagged(KeySlot.One, "odd", "TRUE", "TRUE").With(Column.AccessKey1LastUsedDate, "N/A");
        var overlap = Flagged(KeySlot.One, "odd", "FALSE", "TRUE").WithKey(KeySlot.Two, ageDays: 20);

        MessageOf("access-key-never-used", Subject.Key1, never).Should().EndWith("was created more than 90 days ago and never used; it should be deleted after 30.");
        MessageOf("access-key-overlap", Subject.Account, overlap).Should().Be("Two access keys are active, more than 30 days and 20 days old; a rotation should end within 14.");
    }

    [Fact]
    public void Names_the_creation_where_the_flags_do_not_decide() =>
        Judged.By("access-key-not-rotated", Flagged(KeySlot.Two, "odd", "N/A", "TRUE"), Subject.Key2).Because().Should().Equal(Column.AccessKey2CreationTime);

    private static string MessageOf(string rule, Subject subject, AccountRow row) => Reading.Account(row, account =>
    {
        var assessment = new Assessment("default", AccountRow.AsOf, AssessmentPolicy.Default);
        assessment.Assess(account);
        return assessment.MessageOf(assessment.Findings.ToArray().Single(verdict => verdict.Rule.Id == rule && verdict.Subject == subject));
    });

    private static AccountRow Flagged(KeySlot slot, string created, string over90, string over30) => AccountRow.Machine(slot)
        .With(slot, Column.AccessKey1CreationTime, created).With(slot, Column.AccessKey1CreatedOver90Days, over90).With(slot, Column.AccessKey1CreatedOver30Days, over30);
}
