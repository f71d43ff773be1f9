using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Runs;
using CredFunctions.Tests.Notifications;

namespace CredFunctions.Tests.Planning;

/// <summary>The whole lists behind notifications that cannot name everything.</summary>
public sealed class ToldListTests
{
    private const int Many = 5_000;

    private const string TwoTeams =
        """
        {
          "channels": {
            "screen": { "kind": "console" },
            "mail": { "kind": "smtp", "host": "localhost", "from": "a@example.com", "to": ["b@example.com"] },
            "cloud": { "kind": "acs", "endpoint": "https://x.communication.azure.com", "from": "a@example.com", "to": ["b@example.com"] }
          },
          "routes": [
            { "account": "svc-*", "channels": ["mail", "screen"], "owner": "Platform" },
            { "account": "bot-*", "channels": ["screen"], "owner": "Automation" },
            { "channels": ["cloud"] }
          ],
          "reminders": { "high": 7 },
          "exceptions": [ { "rule": "access-key-leak-risk", "account": "svc-3999", "until": "2026-10-01", "reason": "Later", "owner": "a@example.com" } ]
        }
        """;

    private static readonly DateTimeOffset AsOf = CompletedReport.AsOf;

    [Fact]
    public void Everything_that_a_digest_tells_is_in_its_list_and_an_owners_list_holds_their_accounts_only()
    {
        var report = Report(Opened("svc", 0, 3_000), Opened("bot", 3_000, 500), Opened("alice", 3_500, 1_500));

        var digests = report.Told(NotificationKind.Digest);

        digests.Select(told => (told.Channel, told.Content.Owner, told.Content.ItemCount, Path.GetFileName(told.Attachment))).Should().BeEquivalentTo(
            [("mail", "Platform", 3_000L, "digest-1.csv"), ("screen", "Platform", 3_000L, null), ("screen", "Automation", 500L, null), ("cloud", null, 1_500L, "digest-3.csv")]);
        digests.Single(told => told.Channel == "mail").Attachment.Should().Be($"acme/{EvidenceName.FolderOf(CompletedReport.Run)}/digest-1.csv");
        report.Evidence.Files.Should().BeEquivalentTo("digest-1.csv", "digest-3.csv");
        Ids(report, "digest-1.csv").Should().Equal(Enumerable.Range(0, 3_000).Select(IdOf));
        Ids(report, "digest-3.csv").Should().Equal(Enumerable.Range(3_500, 1_500).Select(IdOf));
        report.Evidence.Rows("digest-1.csv").Should().OnlyContain(row => row["User name"].StartsWith("svc-"));
    }

    [Fact]
    public void News_what_stays_and_relief_are_in_the_list_as_often_as_they_are_counted()
    {
        var excepted = new Suppression(new DateOnly(2027, 1, 1), "Known", "a@example.com");
        var report = Report(
            Opened("svc", 0, 60), Enumerable.Range(60, 60).Select(number => Open(number, 9)), Enumerable.Range(120, 60).Select(number => CompletedReport.Open(number, Severity.Low, AsOf.AddDays(-3), "svc-x", suppression: excepted)));

        var digest = report.Told(NotificationKind.Digest).Single(told => told.Channel == "mail");

        report.Evidence.Rows("digest-1.csv").GroupBy(row => row["What"]).Select(group => (group.Key, group.Count())).Should().Equal(("opened", 60), ("still open", 60), ("under an exception", 60));
        digest.Content.ItemCount.Should().Be(60);
        (digest.Content.Figures!.StillOpen, digest.Content.Figures.Suppressed).Should().Be((60, 60));
        report.Evidence.Rows("digest-1.csv")[^1]["Note"].Should().Be("Exception until 2027-01-01, a@example.com: Known");
    }

    [Fact]
    public void The_lines_are_those_of_the_items_that_the_notification_names()
    {
        var report = Report(Opened("svc", 3_950, 101));

        var digest = report.Told(NotificationKind.Digest).Single(told => told.Channel == "mail");

        var lines = Encoding.UTF8.GetString(report.Evidence.Bytes("digest-1.csv")).Split("\r\n");
        lines.Should().Contain(digest.Content.Items.Select(item => ItemsCsv.Line(item).TrimEnd()));
        lines[0].Should().Be("\uFEFF" + ItemsCsv.Header.TrimEnd());
        lines.Should().ContainSingle(line => line.Contains("its last day was 2026-10-01")).Which.Should().Contain("svc-3999");
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "digest-1.csv")]
    public void There_is_a_list_only_where_the_notification_cannot_name_everything(int count, string? file)
    {
        var report = Report(Opened("svc", 0, count));

        Path.GetFileName(report.Told(NotificationKind.Digest).Single(told => told.Channel == "mail").Attachment).Should().Be(file);
        report.Evidence.Files.Should().BeEquivalentTo(file is null ? [] : [file]);
    }

    [Fact]
    public void What_is_due_to_be_told_again_has_a_list_too()
    {
        var report = Report(Enumerable.Range(0, Many).Select(number => Open(number, 14)));

        var reminder = report.Told(NotificationKind.Reminder).Single(told => told.Channel == "mail");

        Path.GetFileName(reminder.Attachment).Should().Be("reminder-1.csv");
        Ids(report, "reminder-1.csv").Should().Equal(Enumerable.Range(0, Many).Select(IdOf));
        reminder.Content.HasEvidence.Should().BeTrue();
    }

    [Fact]
    public void A_list_is_written_while_the_accounts_pass_by()
    {
        var report = Report(Opened("svc", 0, Many));

        report.Told();

        report.Evidence.Bytes("digest-1.csv").Length.Should().BeGreaterThan(1_000_000);
        report.Evidence.LargestWrite("digest-1.csv").Should().BeLessThan(80_000);
    }

    [Fact]
    public void Without_evidence_there_is_no_list()
    {
        var report = new CompletedReport { Policy = Policy.PolicyText.Policy(TwoTeams) }.With(Opened("svc", 0, Many));

        var digest = report.Told(NotificationKind.Digest).Single(told => told.Channel == "mail");

        (digest.Attachment, digest.Content.HasEvidence).Should().Be((null, false));
        report.Evidence.Files.Should().BeEmpty();
    }

    [Fact]
    public void Hostile_names_stay_text_in_the_list()
    {
        var names = HostileNames.All;
        var report = Report(Enumerable.Range(0, 200).Select(number => CompletedReport.Opened(number, username: names[number % names.Count])));

        report.Told(NotificationKind.Digest);

        var cells = report.Evidence.Rows("digest-3.csv").Select(row => row["User name"]).ToList();
        cells.Should().HaveCount(200);
        cells.Should().NotContain(cell => cell.Length > 0 && "=+-@|＝＋－＠".Contains(cell.TrimStart()[0]));
        cells.Select(cell => cell.Replace("'", "", StringComparison.Ordinal)).Should().Equal(Enumerable.Range(0, 200)
            .Select(number => PrintableText.Of(ShortText.Of(names[number % names.Count], NotificationItem.MaxUsername)).Replace("'", "", StringComparison.Ordinal)));
    }

    private static CompletedReport Report(params IEnumerable<AccountState>[] accounts) =>
        new CompletedReport { Policy = Policy.PolicyText.Policy(TwoTeams), Evidence = new ListedEvidence("/evidence") }.With(accounts.SelectMany(some => some));

    private static IEnumerable<AccountState> Opened(string team, int first, int count) =>
        Enumerable.Range(first, count).Select(number => CompletedReport.Opened(number, username: $"{team}-{number}"));

    private static AccountState Open(int number, int days) => CompletedReport.Open(number, Severity.High, AsOf.AddDays(-days), $"svc-{number}");

    private static IEnumerable<string> Ids(CompletedReport report, string file) => report.Evidence.Rows(file).Select(row => row["Account ID"]);

    private static string IdOf(int number) => (100_000_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
