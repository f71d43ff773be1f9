using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Model;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using Outcome = CredFunctions.Rules.Outcome;

namespace CredFunctions.Tests.Rules;

/// <summary>What holds of every rule and every account, however its cells are.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class CatalogueProperties
{
    private static readonly Column[] All = [.. Columns.All.Where(column => column is not (Column.AccountId or Column.Username))];

    private static readonly string[] FlagTexts = ["TRUE", "FALSE", "N/A", "not_supported", "odd"];
    private static readonly string[] StatusTexts = ["Active", "Active", "Disable", "N/A", "not_supported", "odd"];
    private static readonly string[] SecretIdTexts = [AccountRow.SecretId, AccountRow.SecretId, AccountRow.OtherSecretId, "N/A", "not_supported", "a b"];
    private static readonly string[] UserTypeTexts = ["Sub-user", "Collaborator", "WeWork Sub-user", "Message receiver", "odd"];

    private static readonly string[] TimeTexts =
    [
        .. new[] { -2, -1, 0, 10, 14, 15, 28, 29, 30, 31, 32, 88, 89, 90, 91, 92, 181, 182, 400, 400, 400 }.Select(days => AccountRow.Ago(days)),
        "N/A", "not_supported", "odd",
    ];

    // Mostly clean accounts with a few other cells, and sometimes any cells at all.
    internal static readonly Gen<AccountRow> AnyRow =
        from start in Gen.Elements(0, 1, 2)
        from changes in Gen.OneOf(Change().ArrayOf().Resize(6), Change().ArrayOf(80))
        select changes.Aggregate(
            start switch
            {
                0 => AccountRow.Clean(),
                1 => AccountRow.Machine(),
                _ => AccountRow.Clean().WithKey(KeySlot.One, ageDays: 400).WithKey(KeySlot.Two, ageDays: 20),
            },
            (row, change) => row.With(change.Column, change.Text));

    [Property(MaxTest = 2000)]
    public Property Every_verdict_is_the_one_of_the_wording() => Prop.ForAll(AnyRow.ToArbitrary(), row =>
    {
        var cells = Columns.All.ToDictionary(column => CellModel.Squeezed(Columns.NameOf(column)), column => row[column]);
        var model = new RuleModel(cells, AccountRow.AsOf, PolicyModel.Default);
        Verdicts(row).Select(verdict => (verdict.Rule.Id, verdict.Subject.Name(), NameOf(verdict.Outcome)))
            .Should().BeEquivalentTo(model.Verdicts().Where(verdict => !AssessmentPolicy.Default.IsOff(RuleCatalogue.Find(verdict.Rule)!)).Select(verdict => (verdict.Rule, verdict.Subject, verdict.Outcome)), $"of {row.Csv()}");
    });

    [Property(MaxTest = 500)]
    public Property Every_finding_and_every_rule_not_assessed_names_cells() => Prop.ForAll(AnyRow.ToArbitrary(), row =>
    {
        Verdicts(row)
            .Where(verdict => verdict.Outcome is (Outcome.Fail or Outcome.NotAssessed) && verdict.Columns == 0)
            .Should().BeEmpty($"of {row.Csv()}");
    });

    // A value is never unclear by itself: among the cells named there is one that holds none.
    [Property(MaxTest = 500)]
    public Property No_value_alone_keeps_a_rule_from_being_assessed() => Prop.ForAll(AnyRow.ToArbitrary(), row =>
    {
        Verdicts(row)
            .Where(verdict => verdict.Outcome is Outcome.NotAssessed && verdict.Because().All(column => IsValue(column, row[column])))
            .Should().BeEmpty($"of {row.Csv()}");
    });

    [Fact]
    public void Every_rule_is_in_the_catalogue_once_with_all_that_a_reader_needs()
    {
        RuleCatalogue.All.Should().OnlyHaveUniqueItems(rule => rule.Id);
        foreach (var rule in RuleCatalogue.All)
        {
            rule.Id.Should().MatchRegex("^[a-z]+(-[a-z]+)+$");
            RuleCatalogue.Find(rule.Id.ToUpperInvariant()).Should().BeSameAs(rule);
            new[] { rule.Title, rule.Why, rule.Remediation }.Should().OnlyContain(text => text.Length > 0);
            rule.Subjects.Should().Equal(
                rule.Id is "access-key-leak-risk" or "access-key-not-rotated" or "access-key-unused" or "access-key-never-used" or "access-key-disabled-retained"
                    ? [Subject.Key1, Subject.Key2]
                    : [Subject.Account]);
        }

        RuleCatalogue.Find("no-such-rule").Should().BeNull();
    }

    [Fact]
    public void A_clean_account_has_no_finding_and_leaves_no_rule_unassessed() =>
        Verdicts(AccountRow.Clean()).Should().OnlyContain(verdict => verdict.Outcome == Outcome.Pass || verdict.Outcome == Outcome.NotApplicable);

    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Fail => "fail",
        Outcome.Pass => "pass",
        Outcome.NotApplicable => "not applicable",
        _ => "not assessed",
    };

    private static List<Verdict> Verdicts(AccountRow row) => Reading.Account(row, account =>
    {
        var facts = Judged.FactsOf(AccountRow.AsOf, AssessmentPolicy.Default);
        facts.Turn(account);
        return RuleCatalogue.All.Where(rule => !AssessmentPolicy.Default.IsOff(rule)).SelectMany(rule => rule.Subjects.Select(subject => rule.Judge(facts, subject))).ToList();
    });

    private static Gen<(Column Column, string Text)> Change() =>
        from column in Gen.Elements(All)
        from text in Gen.Elements(TextsOf(column))
        select (column, text);

    private static string[] TextsOf(Column column) => column switch
    {
        Column.UserType => UserTypeTexts,
        Column.AccessKey1SecretId or Column.AccessKey2SecretId => SecretIdTexts,
        Column.AccessKey1Status or Column.AccessKey2Status => StatusTexts,
        _ when IsTime(column) => TimeTexts,
        _ => FlagTexts,
    };

    private static bool IsValue(Column column, string text) =>
        text is "TRUE" || (text is "FALSE" && column is not Column.PasswordLastRotation) || text.StartsWith("20", StringComparison.Ordinal);

    private static bool IsTime(Column column) => column is
        Column.CreationTime or Column.PasswordLastRotation or Column.LastConsoleLoginTime or Column.AccessKey1CreationTime
        or Column.AccessKey1LastUsedDate or Column.AccessKey2CreationTime or Column.AccessKey2LastUsedDate;
}
