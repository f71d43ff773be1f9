using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

public sealed class FindingLifeProperties
{
    private static readonly string[] Flags = ["TRUE", "TRUE", "FALSE", "not_supported", "odd"];
    private static readonly string[] SecretIds = [AccountRow.SecretId, AccountRow.OtherSecretId, "N/A", "a b"];
    private static readonly string[] Statuses = ["Active", "Active", "Disable", "odd"];

    [Fact]
    public void The_life_of_findings_is_that_of_the_model_whatever_the_reports_say()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var history = new SourceHistory();
            var model = new LifeModel();
            for (var report = 0; report < 12; report++)
            {
                var row = random.Next(8) == 0 ? null : Row(random);
                var hasUnreadableRows = random.Next(6) == 0;
                history.Report(row, hasUnreadableRows: hasUnreadableRows);
                model.Report(row, history.AsOf, hasUnreadableRows);

                Lives(history).Should().Equal(model.Lives, $"seed {seed}, report {report}");
                if (row is not null || !hasUnreadableRows)
                    Told(history).Should().BeEquivalentTo(model.Told, $"seed {seed}, report {report}");
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
            return $"{finding.Rule} {secretId} {(finding.IsOpen ? "open" : "resolved")} {finding.FirstSeen:O} {finding.Openings}";
        }).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Told(SourceHistory history) => history.Events
        .Where(each => each.Kind is AccountEventKind.Opened or AccountEventKind.Reopened or AccountEventKind.Resolved)
        .Select(each => $"{each.Kind} {each.Rule}");

    private static AccountRow Row(Random random)
    {
        var row = AccountRow.Clean()
            .WithKey(KeySlot.One, ageDays: random.Next(200), status: Any(random, Statuses), secretId: Any(random, SecretIds))
            .WithKey(KeySlot.Two, ageDays: random.Next(200), status: Any(random, Statuses), secretId: Any(random, SecretIds));
        foreach (var flag in new[]
                 {
                     Column.LoginConsoleActive, Column.MfaDeviceActive, Column.LoginProtectionActive, Column.AbnormalLoginsWithin30Days,
                     Column.AccessKey1MayBeAtRisk, Column.AccessKey2MayBeAtRisk,
                 })
        {
            row.With(flag, Any(random, Flags));
        }

        return row;
    }

    private static string Any(Random random, string[] texts) => texts[random.Next(texts.Length)];
}
