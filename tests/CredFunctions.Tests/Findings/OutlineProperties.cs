using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using Check = CredFunctions.Rules.Check;
using Outcome = CredFunctions.Rules.Outcome;

namespace CredFunctions.Tests.Findings;

/// <summary>Accounts with the same outline are judged once: nobody may be able to tell.</summary>
public sealed class OutlineProperties
{
    private static readonly string[] Odd = ["N/A", "not_supported", "odd"];
    private static readonly string[] Flags = ["TRUE", "FALSE", .. Odd];
    private static readonly string[] Names = ["alice", "bob", "deploy-1", "deploy-2"];
    private static readonly string[] Types = ["Sub-user", "Collaborator", "WeWork Sub-user", "Message receiver", "odd"];

    // To the tick, on either side of every age that a rule counts to.
    private static readonly string[] Times =
    [
        .. new[] { -1, 0, 7, 14, 29, 30, 31, 45, 46, 60, 61, 89, 90, 91, 180, 181 }
            .SelectMany(days => new[] { -1, 0, 1 }.Select(ticks => AccountRow.Ago(TimeSpan.FromDays(days) + TimeSpan.FromTicks(ticks)))),
        .. Odd,
    ];

    // Machines, by name too, are judged by other thresholds, a rule is off, another has a severity of its own.
    private static readonly AssessmentPolicy Policy = AssessmentPolicy.Default with
    {
        Machine = new Thresholds { AccessKeyMaxAgeDays = 45, AccessKeyUnusedDays = 60, AccessKeyOverlapDays = 7, DormantDays = 60 },
        MachineAccounts = [NamePattern.TryParse("deploy-*")!],
        Rules = new RuleSettings([KeyValuePair.Create("console-idle", (Severity?)null), KeyValuePair.Create("access-key-leak-risk", (Severity?)Severity.Low)]),
    };

    // Of each report's accounts only three columns differ, so that many share an outline, or nearly do.
    private static readonly Arbitrary<AccountRow[]> Rows = (
        from start in Gen.Choose(0, 2)
        from columns in Gen.Elements(Columns.All.Where(column => column is not Column.AccountId).ToArray()).ArrayOf(3)
        from changes in Change(columns).ArrayOf(3).ArrayOf(40)
        select changes.Select((some, index) => some.Aggregate(Start(start, index), (row, change) => row.With(change.Column, change.Text))).ToArray()).ToArbitrary();

    [Property(MaxTest = 300)]
    public Property Verdicts_are_those_of_an_account_judged_alone() => Prop.ForAll(Rows, Gen.Elements(true, false).ToArbitrary(), (rows, hasLastLogin) =>
    {
        var report = hasLastLogin ? new Report() : new Report().Without(Column.LastConsoleLoginTime);
        Each(report.Rows(rows), Policy, assessment =>
        {
            var alone = Judged.FactsOf(AccountRow.AsOf, Policy);
            alone.Turn(assessment.Account);
            var verdicts = RuleCatalogue.Checks.Where(check => !Policy.IsOff(check.Rule)).Select(check => check.Rule.Judge(alone, check.Subject)).ToList();
            assessment.Findings.ToArray().Should().Equal(verdicts.Where(verdict => verdict.Outcome is Outcome.Fail).Select(ByPolicy));
            assessment.NotAssessed.ToArray().Should().Equal(verdicts.Where(verdict => verdict.Outcome is Outcome.NotAssessed));
            RuleCatalogue.Checks.Where(check => (assessment.Passed & check.Bit) != 0).Should().Equal(
                verdicts.Where(verdict => verdict.Outcome is Outcome.Pass).Select(verdict => new Check(verdict.Rule, verdict.Subject)));
            assessment.Profile.Should().Be(alone.Profile);
            foreach (var finding in assessment.Findings)
                assessment.MessageOf(finding).Should().Be(finding.Rule.Explain(alone, finding.Subject));
            return true;
        });
    });

    [Fact]
    public void Judges_accounts_that_look_alike_once()
    {
        var rows = Enumerable.Range(1, 4).Select(n =>
            AccountRow.Clean($"{n}").With(Column.Username, $"user {n}").With(Column.LastConsoleLoginTime, AccountRow.Ago(100 + n)));

        var findings = Each(Report.Of(rows), AssessmentPolicy.Default, assessment => assessment.Judged.Findings);

        // The first account is the one that the marks are learnt from.
        findings[1].Should().ContainSingle(finding => finding.Rule.Id == "console-idle");
        findings.Skip(2).Should().OnlyContain(same => ReferenceEquals(same, findings[1]));
    }

    // When the first account comes, no mark is known yet, so its times lie before none of them. Those of the second do too, when
    // all are: they lie in the future.
    [Fact]
    public void Tells_apart_what_was_judged_before_a_mark_was_known()
    {
        var rows = new[] { 200, -10 }.Select((days, index) => AccountRow.Clean($"{index + 1}")
            .With(Column.CreationTime, AccountRow.Ago(-10))
            .With(Column.PasswordLastRotation, AccountRow.Ago(-10))
            .With(Column.LastConsoleLoginTime, AccountRow.Ago(days)));

        Each(Report.Of(rows), AssessmentPolicy.Default, assessment => assessment.Findings.ToArray().Any(finding => finding.Rule.Id == "console-idle"))
            .Should().Equal(true, false);
    }

    // Both times of all three accounts lie between the same marks.
    [Fact]
    public void Tells_accounts_apart_by_which_of_a_keys_times_is_earlier()
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            (int Created, int Used)[] ages = [(200, 190), (200, 190), (190, 200)];
            var rows = ages.Select((days, index) => AccountRow.Machine(slot)
                .With(Column.AccountId, $"{index + 1}")
                .WithKeyCreated(slot, TimeSpan.FromDays(days.Created))
                .With(slot, Column.AccessKey1LastUsedDate, AccountRow.Ago(days.Used)));

            Each(Report.Of(rows), AssessmentPolicy.Default, assessment => assessment.Findings.ToArray().Any(finding => finding.Rule.Id == "report-inconsistent"))
                .Should().Equal(false, false, true);
        }
    }

    private static List<T> Each<T>(Report report, AssessmentPolicy policy, Func<Assessment, T> what)
    {
        using var stream = new MemoryStream(report.Bytes());
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        var assessment = new Assessment("default", AccountRow.AsOf, policy);
        var all = new List<T>();
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            all.Add(what(assessment));
        }

        return all;
    }

    // The policy's severity is put on by the assessment, not by the rule.
    private static Verdict ByPolicy(Verdict finding) => finding with { Severity = Policy.Rules.SeverityOf(finding.Rule) ?? finding.Severity };

    private static AccountRow Start(int kind, int index) => kind switch
    {
        0 => AccountRow.Clean($"{index + 1}"),
        1 => AccountRow.Machine().With(Column.AccountId, $"{index + 1}"),
        _ => AccountRow.Clean($"{index + 1}").WithKey(KeySlot.One, ageDays: 400).WithKey(KeySlot.Two, ageDays: 20),
    };

    private static Gen<(Column Column, string Text)> Change(Column[] columns) =>
        from column in Gen.Elements(columns)
        from text in Gen.Elements(TextsOf(column))
        select (column, text);

    private static string[] TextsOf(Column column) => column switch
    {
        Column.Username => Names,
        Column.UserType => Types,
        Column.AccessKey1SecretId or Column.AccessKey2SecretId => [AccountRow.SecretId, AccountRow.OtherSecretId, .. Odd],
        Column.AccessKey1Status or Column.AccessKey2Status => ["Active", "Disable", .. Odd],
        Column.CreationTime or Column.PasswordLastRotation or Column.LastConsoleLoginTime or Column.AccessKey1CreationTime
            or Column.AccessKey1LastUsedDate or Column.AccessKey2CreationTime or Column.AccessKey2LastUsedDate => Times,
        _ => Flags,
    };
}
