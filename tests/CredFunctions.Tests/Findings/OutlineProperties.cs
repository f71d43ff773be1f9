using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

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
        MachineAccounts = new NamePatterns(NamePattern.TryParse("deploy-*")!),
        Rules = new RuleSettings(["console-idle"], [KeyValuePair.Create("access-key-leak-risk", Severity.Low)]),
    };

    // Few changes of few rows, so that many accounts share an outline, or nearly do.
    private static readonly Arbitrary<AccountRow[]> Rows = (
        from start in Gen.Choose(0, 2)
        from changes in Change().ArrayOf(3).ArrayOf(40)
        select changes.Select((some, index) => some.Aggregate(Start(start, index), (row, change) => row.With(change.Column, change.Text))).ToArray()).ToArbitrary();

    [Property(MaxTest = 300)]
    public Property Verdicts_are_those_of_an_account_judged_alone() => Prop.ForAll(Rows, Gen.Elements(true, false).ToArbitrary(), (rows, hasLastLogin) =>
    {
        var report = hasLastLogin ? new Report() : new Report().Without(Column.LastConsoleLoginTime);
        using var stream = new MemoryStream(report.Rows(rows).Bytes());
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        var assessment = new Assessment("default", AccountRow.AsOf, Policy);
        while (reader.Read())
        {
            assessment.Assess(reader.Account);

            var alone = new Facts(AccountRow.AsOf, Policy);
            alone.Turn(reader.Account);
            var verdicts = RuleCatalogue.All.Where(rule => !Policy.IsOff(rule)).SelectMany(rule => rule.Subjects.Select(subject => rule.Judge(alone, subject))).ToList();
            assessment.Findings.ToArray().Select(Known).Should().Equal(verdicts.Where(verdict => verdict.Outcome is Outcome.Fail).Select(Known));
            assessment.NotAssessed.ToArray().Should().Equal(verdicts.Where(verdict => verdict.Outcome is Outcome.NotAssessed));
            assessment.Profile.Should().Be(alone.Profile);
            foreach (var finding in assessment.Findings)
                assessment.MessageOf(finding).Should().Be(finding.Rule.Explain(alone, finding.Subject));
        }
    });

    [Fact]
    public void Judges_accounts_that_look_alike_once()
    {
        var assessment = new Assessment("default", AccountRow.AsOf, AssessmentPolicy.Default);
        var findings = new List<Verdict[]>();
        using var stream = new MemoryStream(Report.Of(Enumerable.Range(1, 4).Select(n =>
            AccountRow.Clean($"{n}").With(Column.Username, $"user {n}").With(Column.LastConsoleLoginTime, AccountRow.Ago(100 + n)))).Bytes());
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            findings.Add(assessment.Judged.Findings);
        }

        // The first account is the one that the marks are learnt from.
        findings[1].Should().ContainSingle(finding => finding.Rule.Id == "console-idle");
        findings.Skip(2).Should().OnlyContain(same => ReferenceEquals(same, findings[1]));
    }

    // The policy's severity is put on by the assessment, not by the rule.
    private static Verdict Known(Verdict finding) => finding with { Severity = Policy.Rules.SeverityOf(finding.Rule) ?? finding.Severity };

    private static AccountRow Start(int kind, int index)
    {
        var row = kind switch
        {
            0 => AccountRow.Clean($"{index + 1}"),
            1 => AccountRow.Machine().With(Column.AccountId, $"{index + 1}"),
            _ => AccountRow.Clean($"{index + 1}").WithKey(KeySlot.One, ageDays: 400).WithKey(KeySlot.Two, ageDays: 20),
        };
        return row;
    }

    private static Gen<(Column Column, string Text)> Change() =>
        from column in Gen.Elements(Columns.All.Where(column => column is not Column.AccountId).ToArray())
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
