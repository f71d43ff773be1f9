using System.Text;
using System.Text.RegularExpressions;

using CredFunctions.Findings;
using CredFunctions.Notifications.Mail;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Telling;

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

        mail.Subject.Should().Be("[CredFunctions] acme: critical, 2 new");
        mail.MessageId.Should().Be($"{digest.Id}@example.com");
        mail.Headers["List-Id"].Should().Be("CredFunctions acme <acme.credfunctions.example.com>");
        mail.Headers["Auto-Submitted"].Should().Be("auto-generated");
        mail.From.Mailboxes.Single().Address.Should().Be("credfunctions@example.com");
        mail.To.Mailboxes.Select(box => box.Address).Should().Equal("a@example.com", "b@example.com");
        mail.Date.Should().Be(Now);
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
    public void A_whole_list_is_sent_instead_of_the_named_items()
    {
        var digest = CompletedReport.ToDesk().With(CompletedReport.Opened(1)).Told(NotificationKind.Digest).Single();

        MailComposer.Compose(digest, "a@example.com", Now, [1, 2, 3]).Attachment!.Content.Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Every_hostile_name_arrives_as_plain_text()
    {
        foreach (var name in HostileNames.All)
        {
            var digest = CompletedReport.ToDesk().With(CompletedReport.Opened(1, username: name)).Told(NotificationKind.Digest).Single();

            var mail = Read(digest);

            var shown = HostileNames.Shown(name.Length <= NotificationItem.MaxUsername ? name : name[..(NotificationItem.MaxUsername - 1)] + "…");
            TextOf(mail.HtmlBody!).Should().Contain(shown);
            Regex.Replace(mail.HtmlBody!, "</?(html|head|meta|title|style|body|table|tr|td|th|div|h1|h2|strong|br)( [^<>]*)?>|<!DOCTYPE html>", "").Should().NotContainAny("<", ">");
            mail.HtmlBody.Should().NotContainAny("href", "src=", "://", "www.");
            mail.TextBody!.Replace("\u2060", "", StringComparison.Ordinal).Should().Contain(shown);
            mail.TextBody.Should().NotContainAny("://", "www.", "<at", "\u202e");
            mail.Subject.Should().NotContainAny("\n", "\r");
            foreach (var header in mail.Headers)
                header.Value.Should().NotContainAny("\n", "\r");

            var cell = CsvTable.Read(Bytes((MimePart)mail.Attachments.Single())).Single()["User name"];
            cell.TrimStart('\'').Should().Be(Readable(name.Length <= NotificationItem.MaxUsername ? name : name[..(NotificationItem.MaxUsername - 1)] + "…"));
            cell.TrimStart().Should().NotStartWithEquivalentOf("=").And.NotStartWithEquivalentOf("+").And.NotStartWithEquivalentOf("-").And.NotStartWithEquivalentOf("@");
        }
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

    private static MimeMessage Read(Notification notification)
    {
        var content = MailComposer.Compose(notification, "credfunctions@example.com", Now);
        using var message = MailMessage.Of(content, "credfunctions@example.com", ["a@example.com", "b@example.com"], Now);
        using var wire = new MemoryStream();
        message.WriteTo(wire);
        wire.Position = 0;
        return MimeMessage.Load(wire);
    }

    // Half a surrogate pair cannot be written in UTF-8.
    private static string Readable(string name) => name.Replace('\ud800', '\ufffd');

    private static string TextOf(string html) =>
        System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]*>", " ")).Replace("\u2060", "", StringComparison.Ordinal);

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
