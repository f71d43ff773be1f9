using System.Text;
using System.Text.RegularExpressions;

using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Smtp;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Tests.Planning;
using CredFunctions.Tests.Stores;

using MimeKit;

namespace CredFunctions.Tests.Notifications;

public sealed class MailTests
{
    private static readonly DateTimeOffset Now = CompletedReport.AsOf.AddHours(1);

    [Fact]
    public void The_headers_say_what_it_is_and_that_nobody_need_answer()
    {
        var digest = CompletedReport.ToDesk().With(CompletedReport.Opened(1), CompletedReport.Opened(2, Severity.Low)).Told(NotificationKind.Digest).Single();

        var mail = Read(digest);

        mail.Subject.Should().Be("[CredFunctions] acme: critical, 2 opened");
        mail.MessageId.Should().Be($"{digest.Id}@example.com");
        mail.Headers["List-Id"].Should().Be("CredFunctions acme <acme.credfunctions.example.com>");
        mail.Headers["Auto-Submitted"].Should().Be("auto-generated");
        mail.From.Mailboxes.Single().Address.Should().Be("credfunctions@example.com");
        mail.To.Mailboxes.Select(box => box.Address).Should().Equal("a@example.com", "b@example.com");
        mail.Date.Should().Be(Now);
    }

    [Fact]
    public void Mails_of_a_source_are_one_conversation()
    {
        var mails = ((string[])["acme", "acme", "other", "..odd.."]).Select((source, number) =>
            Read(new Notification { Id = $"n{number}", Kind = NotificationKind.Stale, Source = source, Channel = "mail", Content = new NotificationContent() })).ToList();

        mails.Should().OnlyContain(mail => mail.InReplyTo == mail.References.Single() && mail.InReplyTo.EndsWith(".thread@example.com"));
        mails[0].InReplyTo.Should().Be(mails[1].InReplyTo);
        mails.Select(mail => mail.InReplyTo).Distinct().Should().HaveCount(3);
        mails.Select(mail => mail.MessageId).Should().OnlyHaveUniqueItems().And.NotContain(mails.Select(mail => mail.InReplyTo));
    }

    [Fact]
    public void It_has_html_the_same_as_text_and_the_findings_as_csv()
    {
        var digest = CompletedReport.ToDesk().With(CompletedReport.Opened(1)).Told(NotificationKind.Digest).Single();

        var mail = Read(digest);

        mail.TextBody.Should().Contain("100000000001").And.Contain("What to do");
        mail.HtmlBody.Should().Contain("100000000001").And.Contain("What to do");
        var csv = mail.Attachments.Should().ContainSingle().Subject.Should().BeOfType<TextPart>().Subject;
        csv.FileName.Should().Be("acme-digest-2026-11-01.csv");
        Bytes(csv).Take(3).Should().Equal(Encoding.UTF8.Preamble.ToArray());
        CsvTable.Read(Bytes(csv)).Single()["Account ID"].Should().Be("100000000001");
    }

    [Fact]
    public void Nothing_is_attached_where_there_is_no_list() =>
        Read(new Notification { Id = "n", Kind = NotificationKind.Stale, Source = "acme", Channel = "mail", Content = new NotificationContent() }).Attachments.Should().BeEmpty();

    [Fact]
    public async Task The_whole_list_is_sent_instead_of_the_named_items()
    {
        var whole = new byte[WholeList.MaxBytes];
        whole.AsSpan().Fill((byte)'x');

        var mail = await ComposeAsync(Beyond, whole);

        mail.Attachment!.Value.Content.Should().Equal(whole);
        mail.Text.Should().Contain("All 5,000 findings and changes are in the attachment, account by account.");
        mail.Html.Should().Contain("All 5,000 findings and changes are in the attachment, account by account.");
    }

    [Fact]
    public async Task A_list_that_is_too_large_stays_where_it_is_and_the_mail_says_where()
    {
        var mail = await ComposeAsync(Beyond, new byte[WholeList.MaxBytes + 1]);

        CsvTable.Read(mail.Attachment!.Value.Content).Should().HaveCount(NotificationContent.MaxItems);
        OneLine(mail.Text).Should().Contain(
            "The attachment has the 100 most urgent of 5,000 findings and changes. The whole list is larger than the 5 MB that a mail carries; the evidence has it in digest-1.csv.");
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_does_not_stop_the_mail()
    {
        const string Expected = "The attachment has the 100 most urgent of 5,000 findings and changes. The evidence has the whole list in digest-1.csv, which could not be read from where this mail was sent.";

        OneLine((await ComposeAsync(Beyond, list: null)).Text).Should().Contain(Expected);
        OneLine((await ComposeAsync(Beyond, evidence: null)).Text).Should().Contain(Expected);
        OneLine((await ComposeAsync(Beyond, new UnreadableEvidence())).Text).Should().Contain(Expected);
    }

    [Fact]
    public async Task Without_evidence_the_mail_says_how_to_get_all()
    {
        var mail = await ComposeAsync(Beyond with { Attachment = null, Content = Beyond.Content with { HasEvidence = false } }, list: null);

        CsvTable.Read(mail.Attachment!.Value.Content).Should().HaveCount(NotificationContent.MaxItems);
        OneLine(mail.Text).Should().Contain(
            "The attachment has the 100 most urgent of 5,000 findings and changes. No evidence of this report is kept: with --out DIR, credfunctions scan writes every finding to findings.csv; " +
            "credfunctions show ACCOUNT shows those of one account.");
    }

    [Fact]
    public async Task What_names_everything_says_nothing_of_its_attachment()
    {
        var digest = CompletedReport.ToDesk().With(CompletedReport.Opened(1)).Told(NotificationKind.Digest).Single();

        (await ComposeAsync(digest, list: null)).Text.Should().NotContain("attachment");
    }

    [Fact]
    public void Every_hostile_name_arrives_as_plain_text()
    {
        foreach (var name in HostileNames.All)
        {
            var digest = CompletedReport.ToDesk().With(CompletedReport.Opened(1, username: name)).Told(NotificationKind.Digest).Single();

            var mail = Read(digest with { Content = digest.Content with { ConsoleUrl = null } });

            var shown = HostileNames.Shown(ShortText.Of(name, NotificationItem.MaxUsername));
            TextOf(mail.HtmlBody!).Should().Contain(shown);
            Regex.Replace(mail.HtmlBody!, "</?(html|head|meta|title|style|body|table|tr|td|th|div|h1|h2|strong|br)( [^<>]*)?>|<!DOCTYPE html>|<!--\\[if mso\\]>|<!\\[endif\\]-->", "").Should().NotContainAny("<", ">");
            mail.HtmlBody.Should().NotContainAny("href", "src=", "://", "www.");
            mail.TextBody!.Replace("\u2060", "", StringComparison.Ordinal).Should().Contain(shown);
            mail.TextBody.Should().NotContainAny("://", "www.", "<at", "\u202e");
            mail.Subject.Should().NotContainAny("\n", "\r");
            foreach (var header in mail.Headers)
                header.Value.Should().NotContainAny("\n", "\r");

            var cell = CsvTable.Read(Bytes((MimePart)mail.Attachments.Single())).Single()["User name"];
            cell.Replace("'", "", StringComparison.Ordinal).Should().Be(PrintableText.Of(ShortText.Of(name, NotificationItem.MaxUsername)).Replace("'", "", StringComparison.Ordinal));
            cell.TrimStart().Should().NotStartWithEquivalentOf("=").And.NotStartWithEquivalentOf("+").And.NotStartWithEquivalentOf("-").And.NotStartWithEquivalentOf("@");
        }
    }

    [Fact]
    public void A_mail_of_a_hundred_findings_is_not_cut_off_by_Gmail()
    {
        var leaks = Enumerable.Range(0, 100).Select(number => CompletedReport.Opened(number, username: $"firstname.lastname{number}@example.com"));

        var mail = Read(CompletedReport.ToDesk().With(leaks).Told(NotificationKind.Digest).Single());

        mail.HtmlBody.Should().Contain("lastname99");
        Encoding.UTF8.GetByteCount(mail.HtmlBody).Should().BeLessThan(102 * 1024);
    }

    [Fact]
    public void A_name_in_the_subject_of_an_alert_is_one_line_and_short()
    {
        foreach (var name in HostileNames.All)
        {
            var alert = CompletedReport.ToDesk().With(CompletedReport.Opened(1, username: name)).Told(NotificationKind.Alert).Single();

            Read(alert).Subject.Should().StartWith("[CredFunctions] acme: critical, ").And.EndWith("(100000000001)").And.NotContainAny("\r", "\n", "\u202e");
        }
    }

    private static Notification Beyond => new CompletedReport { Policy = Mailed, Evidence = new ListedEvidence("/evidence") }
        .With(Enumerable.Range(0, 5_000).Select(number => CompletedReport.Opened(number))).Told(NotificationKind.Digest).Single();

    private static AssessmentPolicy Mailed { get; } = Policy.PolicyText.Policy(
        """{ "channels": { "mail": { "kind": "smtp", "host": "localhost", "from": "a@example.com", "to": ["b@example.com"] } }, "routes": [ { "channels": ["mail"] } ] }""");

    private static async Task<MailContent> ComposeAsync(Notification notification, byte[]? list)
    {
        var store = new MemoryEvidenceStore();
        if (list is not null)
        {
            await using var file = await store.CreateAsync(notification.Attachment!, default);
            await file.Content.WriteAsync(list);
            await file.CommitAsync(default);
        }

        return await ComposeAsync(notification, store);
    }

    private static async Task<MailContent> ComposeAsync(Notification notification, IEvidenceStore? evidence) =>
        MailComposer.Compose(notification, "a@example.com", Now, await WholeList.ReadAsync(evidence, notification, default));

    private static string OneLine(string text) => text.Replace('\n', ' ');

    private static MimeMessage Read(Notification notification)
    {
        var content = MailComposer.Compose(notification, "credfunctions@example.com", Now);
        using var message = MailMessage.Of(content, "credfunctions@example.com", ["a@example.com", "b@example.com"], Now);
        using var wire = new MemoryStream();
        message.WriteTo(wire);
        wire.Position = 0;
        return MimeMessage.Load(wire);
    }

    private static string TextOf(string html) =>
        System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]*>", " ")).Replace("\u2060", "", StringComparison.Ordinal);

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private sealed class UnreadableEvidence : IEvidenceStore
    {
        public string PlaceOf(string name) => name;

        public Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ReplaceAsync(string name, byte[]? read, byte[] bytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) => throw new UnauthorizedAccessException();
    }
}
