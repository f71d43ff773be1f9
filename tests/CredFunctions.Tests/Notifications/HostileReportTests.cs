using System.Globalization;
using System.Text;
using System.Text.Json;

using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Smtp;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Webhook;
using CredFunctions.Channels.Wording;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Notifications;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Evidence;
using CredFunctions.Tests.Planning;

using MimeKit;

namespace CredFunctions.Tests.Notifications;

/// <summary>Two reports full of user names that try something, through every output.</summary>
public sealed class HostileReportTests
{
    private const string Formulas = "=+-@|%＝＋－＠";
    private static readonly DateTimeOffset Now = CompletedReport.AsOf.AddHours(1);

    public static TheoryData<string> Reports => ["hostile-names.csv", "hostile-names-mail.csv"];

    public static TheoryData<string> Names => [.. ((string[])["hostile-names.csv", "hostile-names-mail.csv"]).SelectMany(NamesIn).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Terminal_and_json_show_nothing_that_steers(string report)
    {
        var table = CommandRun.Of("scan", PathOf(report), "--as-of", "2026-11-01 12:00");
        var json = CommandRun.Of("scan", PathOf(report), "--as-of", "2026-11-01 12:00", "--format", "json");

        foreach (var text in (string[])[table.Output, table.Error, json.Output, json.Error])
            text.EnumerateRunes().Where(rune => rune.Value is not ('\n' or '\r') && Steers(rune)).Should().BeEmpty();
        json.Json.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("username").GetString())
            .Should().Equal(NamesIn(report).Select(name => ShortText.Of(name, Assessment.MaxUsernameLength)), "a program gets the names as they are");
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task No_table_of_evidence_is_calculated_whatever_separator_a_spreadsheet_picks(string report)
    {
        var written = await WrittenEvidence.OfAsync(await File.ReadAllBytesAsync(PathOf(report), TestContext.Current.CancellationToken));

        var tables = written.Files.Where(file => file.Key.EndsWith(".csv", StringComparison.Ordinal)).ToList();
        tables.Select(table => table.Key).Should().Contain(EvidenceFormats.All.Select(file => file.Name).Where(name => name.EndsWith(".csv", StringComparison.Ordinal)));
        foreach (var (name, bytes) in tables)
            Calculated(Encoding.UTF8.GetString(bytes)).Should().BeEmpty(name);
        written.Page.Should().NotContain("<img").And.NotContain("<at>").And.NotContain("href=\"http").And.NotContain("javascript:");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_list_of_a_mail_is_calculated_whatever_separator_a_spreadsheet_picks(string name)
    {
        var alert = AlertOf(name);

        Calculated(ItemsCsv.Header + string.Concat(alert.Content.Items.Select(ItemsCsv.Line))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mail_decodes_nothing_links_nothing_and_has_no_header_by_a_name(string name)
    {
        using var wire = WireOf(name);
        using var harmless = WireOf("alice");

        var read = MimeMessage.Load(wire, TestContext.Current.CancellationToken);

        Encoding.UTF8.GetString(wire.ToArray()).Should().NotContain("=?utf-8?B?eA==?=");
        read.Headers.Select(header => header.Field).Should().Equal(MimeMessage.Load(harmless, TestContext.Current.CancellationToken).Headers.Select(header => header.Field));
        var shown = Plain(InertText.Of(ShortText.Of(name, 40)));
        Plain(read.Subject!).Should().Be($"[CredFunctions] acme: critical, Access key may have leaked, {shown} (100000000001)", "it is shown as it is written");
        read.Bcc.Mailboxes.Should().BeEmpty();
        foreach (var part in (string[])[read.Subject!, read.TextBody!, read.HtmlBody!])
        {
            part.EnumerateRunes().Where(rune => rune.Value is not ('\n' or '\r' or InertText.Joiner) && Steers(rune)).Should().BeEmpty();
            part.Should().NotContainAny("://", "www.", "mailto:", "tel:1", "<at", "<img", "](", "evil.example/reset", @"\\evil");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_and_a_webhook_hold_a_name_as_text_alone(string name)
    {
        var alert = AlertOf(name);

        var card = Encoding.UTF8.GetString(TeamsCard.Message(NotificationWording.Of(alert, Now), isBare: false));
        using var body = JsonDocument.Parse(WebhookBody.Of(alert, Now));

        card.Should().NotContainAny("<at", "](", "://", "mention", "\"entities\"");
        JsonDocument.Parse(card).Dispose();
        foreach (var member in (string[])["title", "text"])
        {
            var text = body.RootElement.GetProperty(member).GetString()!;
            text.Should().NotContainAny("<at", "](", "://", "www.");
            text.EnumerateRunes().Where(rune => rune.Value is not ('\n' or InertText.Joiner) && Steers(rune)).Should().BeEmpty();
        }

        body.RootElement.GetProperty("content").GetProperty("items")[0].GetProperty("username").GetString()
            .Should().Be(ShortText.Of(name, NotificationItem.MaxUsername), "a program gets the name as it is");
    }

    private static MemoryStream WireOf(string name)
    {
        using var message = MailMessage.Of(
            MailComposer.Compose(AlertOf(name), "credfunctions@example.com", Now), "credfunctions@example.com", ["a@example.com"], Now);
        var wire = new MemoryStream();
        message.WriteTo(wire);
        wire.Position = 0;
        return wire;
    }

    private static Notification AlertOf(string name) =>
        CompletedReport.ToDesk().With(CompletedReport.Opened(1, username: name)).Told(NotificationKind.Alert).Single() is var alert
            ? alert with { Content = alert.Content with { ConsoleUrl = null } }
            : alert;

    private static string PathOf(string report) => RepositoryFile.At($"tests/CredFunctions.Tests/Samples/{report}");

    private static IEnumerable<string> NamesIn(string report) =>
        Reading.Of(File.ReadAllBytes(PathOf(report))).Accounts.Select(account => account[Column.Username]);

    private static string Plain(string text) => text.Replace($"{InertText.Joiner}", "", StringComparison.Ordinal);

    private static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // As a spreadsheet takes a line apart, which knows a quote at the beginning of a cell alone, and as a program that knows none.
    private static IEnumerable<string> Calculated(string csv) => ((char[])[',', ';', '\t', '|'])
        .SelectMany(separator => Quoted(csv.TrimStart('\uFEFF'), separator).Concat(csv.TrimStart('\uFEFF').Split(separator, '\r', '\n')))
        .Where(cell => cell.TrimStart().TrimStart('"').TrimStart() is [var first, ..] && Formulas.Contains(first, StringComparison.Ordinal));

    private static IEnumerable<string> Quoted(string csv, char separator)
    {
        for (var at = 0; at < csv.Length; at++)
        {
            var cell = new StringBuilder();
            if (csv[at] == '"')
            {
                for (at++; at < csv.Length && (csv[at] != '"' || (at + 1 < csv.Length && csv[at + 1] == '"')); at++)
                {
                    if (csv[at] == '"')
                        at++;
                    cell.Append(csv[at]);
                }

                at++;
            }

            for (; at < csv.Length && csv[at] != separator && csv[at] is not ('\r' or '\n'); at++)
                cell.Append(csv[at]);
            yield return cell.ToString();
        }
    }
}
