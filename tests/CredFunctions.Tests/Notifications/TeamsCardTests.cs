using System.Text;
using System.Text.Json;

using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Tests.Planning;

namespace CredFunctions.Tests.Notifications;

public sealed class TeamsCardTests
{
    private static readonly DateTimeOffset Now = CompletedReport.AsOf.AddHours(1);

    [Fact]
    public void A_digest_of_5000_findings_stays_in_budget_and_names_the_20_worst()
    {
        var report = CompletedReport.ToDesk(isBaseline: true)
            .With(Enumerable.Range(0, 4_980).Select(number => CompletedReport.Opened(1_000 + number, (Severity)(number % 4), $"user.{number}@a-long-company-name.example.com")))
            .With(Enumerable.Range(0, 20).Select(number => CompletedReport.Opened(number, Severity.Critical, $"ops.{number}@a-long-company-name.example.com")));

        var card = TeamsCard.Message(NotificationWording.Of(report.Told(NotificationKind.Digest).Single(), Now), isBare: false);

        card.Length.Should().BeLessThanOrEqualTo(TeamsCard.MaxBytes);
        var text = Encoding.UTF8.GetString(card);
        text.Should().ContainAll(Enumerable.Range(0, 20).Select(number => $"1000000000{number:00}"));
        text.Should().ContainAll("20 accounts", "1,245 accounts");
    }

    [Fact]
    public void The_greediest_texts_stay_in_budget()
    {
        var item = new NotificationItem
        {
            Kind = ItemKind.RaisedByPolicy,
            AccountId = new string('1', 20),
            Username = new string('\u202e', NotificationItem.MaxUsername),
            Severity = Severity.Critical,
            Rule = "access-key-leak-risk",
            Message = new string('\u202e', NotificationItem.MaxMessage),
            Note = new string('\u202e', NotificationItem.MaxNote),
        };
        var content = new NotificationContent { Items = [.. Enumerable.Repeat(item, 100)], ItemCount = 100, Owner = new string('界', 500), Reason = new string('\u202e', 400), Remarks = [new string('\u202e', 400)] };

        TeamsCard.Message(NotificationWording.Of(Told(content), Now), isBare: false).Length.Should().BeLessThanOrEqualTo(TeamsCard.MaxBytes);
    }

    [Fact]
    public void Many_remarks_stay_within_the_limit()
    {
        var content = new NotificationContent { Reason = new string('界', 400), Remarks = [.. Enumerable.Repeat(new string('界', NotificationContent.MaxText), 20)] };

        TeamsCard.Message(NotificationWording.Of(Told(content), Now), isBare: false).Length.Should().BeLessThanOrEqualTo(TeamsCard.MaxBytes);
    }

    [Fact]
    public void Text_from_outside_stands_in_runs_alone_where_no_markdown_is_known()
    {
        foreach (var name in HostileNames.All)
        {
            var card = TeamsCard.Message(NotificationWording.Of(Told(ContentOf(name)), Now), isBare: false);

            var runs = Runs(card).Select(run => run.GetString()!.Replace("\u2060", "", StringComparison.Ordinal)).ToList();
            runs.Should().Contain(run => run.TrimEnd() == Cut(HostileNames.Shown(name)).TrimEnd(), $"{name} is shown");
            using var json = JsonDocument.Parse(card);
            TextOf(json.RootElement, "TextBlock").Should().OnlyContain(text => text.All(character => char.IsAsciiLetterOrDigit(character) || character == ','));
            Encoding.UTF8.GetString(card).Should().NotContainAny("<at", "](", "://", "mention", "\"entities\"");
        }
    }

    [Fact]
    public void It_is_an_adaptive_card_in_the_envelope_of_a_workflow_or_bare()
    {
        var letter = NotificationWording.Of(Told(ContentOf("alice")), Now);

        using var wrapped = JsonDocument.Parse(TeamsCard.Message(letter, isBare: false));
        using var bare = JsonDocument.Parse(TeamsCard.Message(letter, isBare: true));

        wrapped.RootElement.GetProperty("type").GetString().Should().Be("message");
        var attachment = wrapped.RootElement.GetProperty("attachments")[0];
        attachment.GetProperty("contentType").GetString().Should().Be("application/vnd.microsoft.card.adaptive");
        JsonElement.DeepEquals(attachment.GetProperty("content"), bare.RootElement).Should().BeTrue();
        bare.RootElement.GetProperty("type").GetString().Should().Be("AdaptiveCard");
        bare.RootElement.GetProperty("version").GetString().Should().Be("1.5");
    }

    private static string Cut(string name) => name.Length <= 48 ? name : name[..47] + "…";

    private static NotificationContent ContentOf(string username) => new()
    {
        AsOf = CompletedReport.AsOf,
        ReportName = username,
        Owner = username,
        Reason = username,
        Remarks = [username],
        ItemCount = 1,
        Items = [new NotificationItem { Kind = ItemKind.Opened, AccountId = "1", Username = username, Severity = Severity.High, Change = "access-key-awoke", Message = username, Note = username }],
    };

    private static Notification Told(NotificationContent content) =>
        new() { Id = "n", Kind = NotificationKind.Alert, Source = "acme", Channel = "desk", Content = content };

    private static List<JsonElement> Runs(byte[] card)
    {
        using var json = JsonDocument.Parse(card);
        var runs = new List<JsonElement>();
        Collect(json.RootElement, "TextRun", runs);
        return [.. runs.Select(run => run.GetProperty("text").Clone())];
    }

    private static IEnumerable<string> TextOf(JsonElement card, string type)
    {
        var found = new List<JsonElement>();
        Collect(card, type, found);
        return found.Select(each => each.GetProperty("text").GetString()!);
    }

    private static void Collect(JsonElement element, string type, List<JsonElement> found)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            if (element.TryGetProperty("type", out var name) && name.ValueKind is JsonValueKind.String && name.GetString() == type)
                found.Add(element);
            foreach (var member in element.EnumerateObject())
                Collect(member.Value, type, found);
        }
        else if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, type, found);
        }
    }
}
