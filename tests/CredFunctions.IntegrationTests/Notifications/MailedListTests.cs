using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Notifications;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Reports with more findings than a mail names, scanned by the command and told to a mail server, whose own parser reads the attachment.</summary>
public sealed class MailedListTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("credfunctions-tests-");

    private string Out => Path.Combine(folder.FullName, "evidence");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task All_5000_findings_come_along_and_an_owner_gets_those_of_their_accounts_only()
    {
        await using var sink = await SmtpSink.StartAsync();
        var rows = Unprotected("svc", 0, 5_000).Concat(Unprotected("alice", 5_000, 150));

        var mails = await ScanAsync(sink, mails: 2, rows, "--out", Out);

        var platform = mails.Single(mail => mail.Recipients.Single() == "platform@example.com");
        var list = CsvTable.Read(platform.Attachments.Single().Content);
        list.Select(row => row["Account ID"]).Should().Equal(Enumerable.Range(0, 5_000).Select(IdOf));
        list.Should().OnlyContain(row => row["User name"].StartsWith("svc-", StringComparison.Ordinal));
        platform.Text.Should().Contain("All 5,000 findings and changes are in the attachment, account by account.");
        platform.Text.Should().NotContain("alice-");

        var rest = mails.Single(mail => mail.Recipients.Single() == "security@example.com");
        CsvTable.Read(rest.Attachments.Single().Content).Select(row => row["User name"]).Should().Equal(Enumerable.Range(5_000, 150).Select(number => $"alice-{number}"));
        File.ReadAllBytes(FileOf("digest-1.csv")).Should().Equal(platform.Attachments.Single().Content);
        rest.Text.Should().NotContain(folder.FullName, "no path of this machine is sent");
    }

    [Fact]
    public async Task A_list_of_more_than_5_MB_stays_in_the_evidence_and_the_mail_says_where()
    {
        await using var sink = await SmtpSink.StartAsync();
        var rows = Unprotected("alice", 0, 12_000).Select(row => row.With(Column.OperationProtectionActive, "FALSE"));

        var mail = (await ScanAsync(sink, mails: 1, rows, "--out", Out)).Single();

        CsvTable.Read(mail.Attachments.Single().Content).Should().HaveCount(100);
        OneLine(mail.Text).Should().Contain(
            "The attachment has the 100 most urgent of 24,000 findings and changes. The whole list is larger than the 5 MB that a mail carries; the evidence has it in digest-2.csv.");
        CsvTable.Read(await File.ReadAllBytesAsync(FileOf("digest-2.csv"), TestContext.Current.CancellationToken)).Should().HaveCount(24_000);
    }

    [Fact]
    public async Task Without_evidence_the_mail_says_how_to_get_all()
    {
        await using var sink = await SmtpSink.StartAsync();

        var mail = (await ScanAsync(sink, mails: 1, Unprotected("alice", 0, 200))).Single();

        CsvTable.Read(mail.Attachments.Single().Content).Should().HaveCount(100);
        OneLine(mail.Text).Should().Contain("The attachment has the 100 most urgent of 200 findings and changes. No evidence of this report is kept: with --out DIR, credfunctions scan writes every finding to findings.csv;");
    }

    [Fact]
    public async Task Hostile_names_stay_text_in_the_whole_list()
    {
        await using var sink = await SmtpSink.StartAsync();
        var names = HostileNames.All.Where(name => !name.Contains('\ud800')).ToList();

        var mail = (await ScanAsync(sink, mails: 1, Unprotected("alice", 0, 400).Select((row, number) => row.With(Column.Username, names[number % names.Count])), "--out", Out)).Single();

        var cells = CsvTable.Read(mail.Attachments.Single().Content).Select(row => row["User name"]).ToList();
        cells.Should().HaveCount(400);
        cells.Should().NotContain(cell => cell.Length > 0 && "=+-@|＝＋－＠".Contains(cell.TrimStart()[0]));
        mail.Html.Replace("<a class=\"link\" href=\"https://console.tencentcloud.com/cam/user\"", "", StringComparison.Ordinal).Should().NotContainAny("href", "src=", "://");
    }

    private async Task<IReadOnlyList<ReceivedMail>> ScanAsync(SmtpSink sink, int mails, IEnumerable<AccountRow> rows, params string[] more)
    {
        var report = Write("report.csv", Report.Of(rows).Bytes());
        var policy = Write("policy.json", Encoding.UTF8.GetBytes($$"""
            {
              "channels": {
                "platform": { "kind": "smtp", "host": "127.0.0.1", "port": {{sink.Port}}, "from": "credfunctions@example.com", "to": ["platform@example.com"] },
                "security": { "kind": "smtp", "host": "127.0.0.1", "port": {{sink.Port}}, "from": "credfunctions@example.com", "to": ["security@example.com"] }
              },
              "routes": [ { "account": "svc-*", "channels": ["platform"], "owner": "Platform" }, { "channels": ["security"] } ]
            }
            """));

        // The server waits until somebody reads what it says.
        var received = ReadAsync(sink, mails);
        var run = CommandRun.Of(["scan", report, "--as-of", "2026-11-01 12:00", "--policy", policy, "--notify", "--quiet", .. more]);
        run.Error.Should().BeEmpty();
        return await received;
    }

    private static async Task<IReadOnlyList<ReceivedMail>> ReadAsync(SmtpSink sink, int mails)
    {
        var received = new List<ReceivedMail>();
        while (received.Count < mails)
            received.Add(await sink.MailAsync());
        return received;
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string FileOf(string name) => Directory.EnumerateFiles(Out, name, SearchOption.AllDirectories).Single();

    private static IEnumerable<AccountRow> Unprotected(string team, int first, int count) => Enumerable.Range(first, count)
        .Select(number => AccountRow.Clean(IdOf(number)).With(Column.Username, $"{team}-{number}").With(Column.LoginProtectionActive, "FALSE"));

    private static string IdOf(int number) => (100_000_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string OneLine(string text) => text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ');
}
