using System.Text.Encodings.Web;
using System.Text.Json;

using CredFunctions.Channels.DingTalk;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.WeCom;
using CredFunctions.Channels.Wording;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.IntegrationTests.Evidence.Browser;
using CredFunctions.Notifications;
using CredFunctions.Tests.Building;

using Microsoft.Playwright;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Cards as the renderer of Adaptive Cards shows them, and markdown as a renderer shows it that links whatever looks like a link.</summary>
public sealed class CardBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private const string CardPage =
        """
        <!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <style>body { margin: 8px; font-family: sans-serif; overflow-wrap: anywhere }</style>
        <div id="card"></div><script>SCRIPT</script>
        <script>
          const dark = matchMedia('(prefers-color-scheme: dark)').matches;
          document.body.style.background = dark ? '#292929' : '#ffffff';
          const colour = (text, subtle) => ({ default: text, subtle });
          const colours = dark
            ? { default: colour('#ffffff', '#d6d6d6'), attention: colour('#f1707b', '#f1707b'), warning: colour('#f8d22a', '#f8d22a') }
            : { default: colour('#242424', '#616161'), attention: colour('#c4314b', '#c4314b'), warning: colour('#835c00', '#835c00') };
          const style = background => ({ backgroundColor: background, foregroundColors: colours });
          AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { [result.outputHtml, result.didProcess] = [text, true]; };
          const card = new AdaptiveCards.AdaptiveCard();
          card.version = AdaptiveCards.Versions.v1_5;
          card.hostConfig = new AdaptiveCards.HostConfig({
            containerStyles: {
              default: style(dark ? '#292929' : '#ffffff'), emphasis: style(dark ? '#1f1f1f' : '#f5f5f5'), attention: style(dark ? '#3b1519' : '#fcf4f6'),
            },
          });
          card.parse(CARD);
          document.getElementById('card').append(card.render());
          document.querySelectorAll('script').forEach(script => script.remove());
        </script>
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names =
    [
        "**b**", "*i*", "_i_", "__b__", "`c`", "``c``", "[t](http://evil.example)", "![i](http://evil.example/x.png)", "<b>x</b>", "<font color=\"info\">x</font>",
        "<@all>", "<http://evil.example>", "https://evil.example", "www.evil.com", "evil.com", "evil.co.uk/reset", "a@evil.com", "~~s~~", "&ast;x&ast;", "\\*b\\*", "# h", "- l", "1. l",
        "> q", "| a | b |", "***", "a*b*c", "a**b**c", "a_b_c", "x__y__z", "[x]: http://evil.example", "\u202ecba", "张*伟*", "//evil.com", "tel:+123",
    ];

    public static TheoryData<string> Samples => [.. SampleNotifications.All(Now).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_card_is_shown_whole_and_can_be_read_light_dark_and_on_a_phone(string sample)
    {
        var notification = SampleNotifications.All(Now).Single(each => each.Name == sample).Notification;
        var card = TeamsCard.Message(NotificationWording.Of(notification, Now), isBare: true);
        var html = CardPage.Replace("SCRIPT", await ScriptAsync("adaptivecards/dist/adaptivecards.min.js"), StringComparison.Ordinal)
            .Replace("CARD", JsonSerializer.Serialize(JsonDocument.Parse(card).RootElement, Escaped), StringComparison.Ordinal);

        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 560), (ColorScheme.Dark, 560), (ColorScheme.Light, 390) })
        {
            await using var opened = await OpenedPage.OpenAsync(chromium.Browser, html, width, scheme: scheme);

            opened.Said.Should().BeEmpty();
            var shown = Plain(await opened.Page.InnerTextAsync("#card"));
            foreach (var text in TextsOf(card))
                shown.Should().Contain(Plain(text));
            (await opened.Page.EvaluateAsync<int>("() => document.querySelectorAll('#card a, #card img').length")).Should().Be(0);
            (await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
            await MailBrowserTests.ShouldBeLegibleAsync(opened);
        }
    }

    [Theory]
    [InlineData("wecom")]
    [InlineData("dingtalk")]
    public async Task A_name_neither_formats_nor_links_where_everything_is_rendered(string chat)
    {
        var script = await ScriptAsync("markdown-it/dist/browser/markdown-it.umd.min.js");
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, $"<!doctype html><meta charset=\"utf-8\"><script>{script}</script>");
        var harmless = await TagsAsync(opened, Markdown(chat, "alice"));

        harmless.Should().Contain("STRONG").And.NotContain("A");
        foreach (var name in Names)
            (await TagsAsync(opened, Markdown(chat, name))).Should().Equal(harmless, $"{name} is text");
    }

    private static readonly JsonSerializerOptions Escaped = new() { Encoder = JavaScriptEncoder.Default };

    private static Task<string[]> TagsAsync(OpenedPage opened, string markdown) => opened.Page.EvaluateAsync<string[]>(
        """
        text => {
          const shown = document.createElement('div');
          shown.innerHTML = markdownit({ html: true, linkify: true, breaks: true }).render(text);
          return [...shown.querySelectorAll('*')].map(element => element.tagName);
        }
        """, markdown);

    private static string Markdown(string chat, string name)
    {
        var content = new NotificationContent
        {
            AsOf = Now,
            ReportName = name,
            Owner = name,
            Reason = name,
            Remarks = [name],
            ItemCount = 1,
            Items = [new NotificationItem { Kind = ItemKind.Opened, AccountId = "1", Username = name, Severity = Severity.High, Change = "access-key-awoke", Message = name, Note = name }],
        };
        var text = NotificationWording.Of(new Notification { Id = "n", Kind = NotificationKind.Alert, Source = "acme", Channel = "chat", Content = content }, Now);
        return chat is "wecom" ? WeComMessage.MarkdownOf(text) : DingTalkMessage.MarkdownOf(text);
    }

    private static List<string> TextsOf(byte[] card)
    {
        var texts = new List<string>();
        Collect(JsonDocument.Parse(card).RootElement.GetProperty("body"));
        return texts;

        void Collect(JsonElement element)
        {
            if (element.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Collect(item);
            }
            else if (element.ValueKind is JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    if (member.Name == "text")
                        texts.Add(member.Value.GetString()!);
                    else
                        Collect(member.Value);
                }
            }
        }
    }

    private static string Plain(string text) => string.Join(' ', text.Replace("\u2060", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<string> ScriptAsync(string file)
    {
        var npm = NodeTools.Find("npm");
        Assert.SkipWhen(npm is null, "The renderers come with npm, which is not in the PATH.");
        return await File.ReadAllTextAsync(await NodeTools.InstallAsync(npm, file), TestContext.Current.CancellationToken);
    }
}
