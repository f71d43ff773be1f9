using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Tests.Building;

/// <summary>What one rule says of a row.</summary>
public static class Judged
{
    public static Facts FactsOf(DateTimeOffset asOf, AssessmentPolicy policy) =>
        new(asOf, policy.Human, policy.Machine, policy.MachineAccounts);

    public static Verdict By(string rule, Report report, Subject subject = Subject.Account, AssessmentPolicy? policy = null, DateTimeOffset? asOf = null) =>
        Reading.Account(report, account =>
        {
            var facts = FactsOf(asOf ?? AccountRow.AsOf, policy ?? AssessmentPolicy.Default);
            facts.Turn(account);
            return RuleCatalogue.Find(rule)!.Judge(facts, subject);
        });

    public static Verdict By(string rule, AccountRow row, Subject subject = Subject.Account, AssessmentPolicy? policy = null, DateTimeOffset? asOf = null) =>
        By(rule, Report.Of(row), subject, policy, asOf);

    /// <summary>Reads the row as a report that ends before the optional column.</summary>
    public static Verdict WithoutLastConsoleLogin(string rule, AccountRow row, Subject subject = Subject.Account) =>
        By(rule, new Report().Without(Column.LastConsoleLoginTime).Rows(row), subject);

    /// <summary>Judges a row made for slot 1, then one made for slot 2: a key rule says the same of both.</summary>
    public static void OnBothSlots(string rule, Func<KeySlot, AccountRow> row, Outcome expected, Severity? severity = null)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var verdict = By(rule, row(slot), SubjectOf(slot));
            verdict.Outcome.Should().Be(expected, $"key {slot}");
            verdict.Severity.Should().Be(severity ?? verdict.Severity, $"key {slot}");
        }
    }

    public static Subject SubjectOf(KeySlot slot) => slot is KeySlot.One ? Subject.Key1 : Subject.Key2;

    /// <summary>The columns that decided it.</summary>
    public static IEnumerable<Column> Because(this Verdict verdict) =>
        Columns.All.Where(column => (verdict.Columns & (1u << (int)column)) != 0);
}
