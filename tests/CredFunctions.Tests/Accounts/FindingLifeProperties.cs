using CredFunctions.Accounts;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

/// <summary>Whatever the reports and policies say, the aggregate and the models that know only the wording agree.</summary>
public sealed class FindingLifeProperties
{
    private const int Sequences = 300;
    private const int Reports = 14;

    private static readonly string[] Flags = ["TRUE", "TRUE", "FALSE", "not_supported", "odd", "N/A"];
    private static readonly string[] UserTypes = ["Sub-user", "Sub-user", "Sub-user", "Collaborator", "odd"];
    private static readonly string[] SecretIds = [AccountRow.SecretId, AccountRow.SecretId, AccountRow.OtherSecretId, "N/A", "a b"];
    private static readonly string[] Statuses = ["Active", "Active", "Disable", "odd"];

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    [Fact]
    public void The_life_of_findings_is_that_of_the_model()
    {
        Tell((random, history, report) =>
        {
            // A policy stays for a while, and then is another.
            report.Policy = random.Next(4) == 0 ? ModelPolicy.All[random.Next(ModelPolicy.All.Count)] : report.Policy;
            history.Report(report.Row, report.Policy.Policy, report.HasUnreadableRows);
            report.Lives.Report(report.Row, history.AsOf, report.HasUnreadableRows, report.Policy);

            Lives(history).Should().Equal(report.Lives.Lives, report.Because);
            if (report.IsRead)
                Note(Findings(history)).Should().BeEquivalentTo(report.Lives.Told, report.Because);
        });

        seen.Select(told => told.Split(' ')[0]).Distinct().Should().BeEquivalentTo(
            Enum.GetNames<AccountEventKind>().Except([nameof(AccountEventKind.Changed)]), "the sequences lead through everything that can happen");
        seen.Should().Contain(told => told.EndsWith(" suppressed"));
    }

    [Fact]
    public void Changes_are_those_of_the_model()
    {
        Tell((_, history, report) =>
        {
            history.Report(report.Row, hasUnreadableRows: report.HasUnreadableRows);
            var expected = report.Changes.Report(report.Row, history.AsOf, report.HasUnreadableRows);

            if (report.IsRead)
                Note(Changes(history)).Should().BeEquivalentTo(expected, report.Because);
        });

        seen.Should().BeEquivalentTo(AccountChange.All.Select(change => change.Id), "the sequences lead through everything that can change");
    }

    private static void Tell(Action<Random, SourceHistory, ToldReport> tell)
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var random = new Random(seed);
            var history = new SourceHistory();
            var report = new ToldReport();
            for (var number = 0; number < Reports; number++)
            {
                report.Row = random.Next(8) == 0 ? null : Row(random);
                report.HasUnreadableRows = random.Next(6) == 0;
                report.Because = $"seed {seed}, report {number}";
                tell(random, history, report);
            }
        }
    }

    private static IEnumerable<string> Lives(SourceHistory history)
    {
        var secretIds = new[] { AccountRow.SecretId, AccountRow.OtherSecretId };
        return (history.State?.Findings ?? []).Select(finding =>
        {
            var secretId = finding.KeyHash is null ? "" : secretIds.Single(each =>
                SecretIdHash.Of(SourceHistory.Source, "100000000001"u8, System.Text.Encoding.ASCII.GetBytes(each)) == finding.KeyHash);
            return $"{finding.Rule} {secretId} {(finding.IsOpen ? "open" : "resolved")} {finding.FirstSeen:O} {finding.Openings} {finding.Severity}"
                   + (finding.Suppression is null ? "" : " suppressed");
        }).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Findings(SourceHistory history) => history.Events.Where(each => each.Rule is not null)
        .Select(each => $"{each.Kind} {each.Rule}{(each.IsSuppressed && each.Kind is (AccountEventKind.Opened or AccountEventKind.Reopened) ? " suppressed" : "")}");

    private static IEnumerable<string> Changes(SourceHistory history) => history.Events.Select(each => each.Change).OfType<string>();

    private static AccountRow Row(Random random)
    {
        var row = AccountRow.Clean()
            .With(Column.UserType, Any(random, UserTypes))
            .WithKey(KeySlot.One, ageDays: random.Next(200), status: Any(random, Statuses), secretId: Any(random, SecretIds))
            .WithKey(KeySlot.Two, ageDays: random.Next(200), status: Any(random, Statuses), secretId: Any(random, SecretIds));
        foreach (var slot in Enum.GetValues<KeySlot>())
            row.With(slot, Column.AccessKey1LastUsedDate, Any(random, ["N/A", "odd", AccountRow.Ago(random.Next(200)), AccountRow.Ago(random.Next(60))]));
        foreach (var flag in new[]
                 {
                     Column.LoginConsoleActive, Column.MfaDeviceActive, Column.LoginProtectionActive, Column.OperationProtectionActive, Column.AbnormalLoginsWithin30Days,
                     Column.AccessKey1MayBeAtRisk, Column.AccessKey2MayBeAtRisk,
                 })
        {
            row.With(flag, Any(random, Flags));
        }

        return row;
    }

    private static string Any(Random random, string[] texts) => texts[random.Next(texts.Length)];

    private List<string> Note(IEnumerable<string> told)
    {
        var all = told.ToList();
        seen.UnionWith(all);
        return all;
    }

    /// <summary>One report of a sequence, with the models that follow it.</summary>
    private sealed class ToldReport
    {
        public AccountRow? Row { get; set; }

        public bool HasUnreadableRows { get; set; }

        public ModelPolicy Policy { get; set; } = ModelPolicy.All[0];

        public string Because { get; set; } = "";

        public LifeModel Lives { get; } = new();

        public ChangeModel Changes { get; } = new();

        /// <summary>Whether the account is touched: one that is missing from a report with unreadable rows is not.</summary>
        public bool IsRead => Row is not null || !HasUnreadableRows;
    }
}
