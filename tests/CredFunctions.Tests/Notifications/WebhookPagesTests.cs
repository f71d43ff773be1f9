using System.Text.Json;

using CredFunctions.Channels.Webhook;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Tests.Planning;
using CredFunctions.Tests.Policy;
using CredFunctions.Tests.Stores;

namespace CredFunctions.Tests.Notifications;

/// <summary>What a webhook gets of a notification with more items than it names.</summary>
public sealed class WebhookPagesTests
{
    private const int Many = 5_000;

    private static readonly DateTimeOffset Now = CompletedReport.AsOf.AddHours(1);

    [Fact]
    public async Task Every_item_is_on_one_page_and_every_page_has_a_bound()
    {
        var report = Report();
        var digest = report.Told(NotificationKind.Digest).Single();
        var store = new MemoryEvidenceStore();
        await using (var file = await store.CreateAsync(digest.Attachment!, default))
        {
            await file.Content.WriteAsync(report.Evidence.Bytes("digest-1.jsonl"));
            await file.CommitAsync(default);
        }

        var bodies = await PagesAsync(digest, store);

        bodies.Should().HaveCountGreaterThan(3).And.OnlyContain(body => body.Length <= WebhookPages.MaxBytes);
        bodies.SkipLast(1).Should().OnlyContain(body => body.Length > WebhookPages.MaxBytes * 9 / 10, "a page is full before the next begins");
        var pages = bodies.Select(body => JsonDocument.Parse(body).RootElement).ToList();
        pages.Select(page => (page.GetProperty("page").GetInt32(), page.GetProperty("pages").GetInt32(), page.GetProperty("id").GetString()))
            .Should().Equal(Enumerable.Range(1, pages.Count).Select(number => (number, pages.Count, (string?)digest.Id)));
        pages.Select(page => page.TryGetProperty("text", out _)).Should().Equal(Enumerable.Range(1, pages.Count).Select(number => number == 1));
        pages.SelectMany(page => page.GetProperty("content").GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("accountId").GetString())
            .Should().Equal(Enumerable.Range(0, Many).Select(number => $"{100_000_000_000 + number}"));
        pages.Should().OnlyContain(page => page.GetProperty("content").GetProperty("itemCount").GetInt32() == Many);
    }

    [Fact]
    public async Task Without_its_list_it_is_one_page_with_the_most_urgent_and_the_number_of_all()
    {
        var digest = Report().Told(NotificationKind.Digest).Single();

        var page = JsonDocument.Parse((await PagesAsync(digest, new MemoryEvidenceStore())).Should().ContainSingle().Subject).RootElement;

        page.GetProperty("pages").GetInt32().Should().Be(1);
        page.GetProperty("content").GetProperty("items").GetArrayLength().Should().Be(NotificationContent.MaxItems);
        page.GetProperty("content").GetProperty("itemCount").GetInt32().Should().Be(Many);
    }

    [Fact]
    public async Task A_line_of_the_list_is_an_item_as_the_body_has_it()
    {
        var report = Report();
        var digest = report.Told(NotificationKind.Digest).Single();
        using var lines = new MemoryStream(report.Evidence.Bytes("digest-1.jsonl"));

        var items = await ItemLines.ReadAsync(lines, default).ToListAsync();

        var body = JsonDocument.Parse(WebhookBody.Of(digest, Now)).RootElement.GetProperty("content").GetProperty("items")[0];
        var line = JsonDocument.Parse(System.Text.Encoding.UTF8.GetString(report.Evidence.Bytes("digest-1.jsonl")).Split('\n')[0]).RootElement;
        JsonElement.DeepEquals(line, body).Should().BeTrue();
        items.Should().HaveCount(Many);
        items[0].Should().Match<NotificationItem>(item => item.Kind == ItemKind.Opened && item.Username == "张伟-0");
    }

    private static CompletedReport Report() => new CompletedReport
    {
        Policy = PolicyText.Policy("""{ "channels": { "siem": { "kind": "webhook", "url": "https://siem.example.com" } }, "routes": [ { "channels": ["siem"] } ] }"""),
        Evidence = new ListedEvidence("/evidence"),
    }.With(Enumerable.Range(0, Many).Select(number => CompletedReport.Opened(number, Severity.High, $"张伟-{number}")));

    private static async Task<IReadOnlyList<byte[]>> PagesAsync(Notification notification, IEvidenceStore store) =>
        await WebhookPages.ReadAsync(notification, NotificationWording.Of(notification, Now), store, default).ToListAsync();
}
