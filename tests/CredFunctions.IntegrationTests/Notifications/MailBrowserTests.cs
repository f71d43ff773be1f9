using System.Text.RegularExpressions;

using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Samples;
using CredFunctions.IntegrationTests.Evidence.Browser;
using CredFunctions.Notifications;

using Microsoft.Playwright;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>
/// Mails as mail programs show them: by their style sheet in light and dark, by inline styles alone, and with the inline colours
/// inverted, which is what those do on a dark screen that take no style sheet.
/// </summary>
public sealed class MailBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    // Every text with its colour and what is behind it, where the two are too much alike to be read (WCAG 2, AA).
    private const string Illegible =
        """
        () => {
          const channels = color => color.match(/[\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
          const behind = element => {
            for (; element; element = element.parentElement) {
              const color = channels(getComputedStyle(element).backgroundColor);
              if (color.length < 4 || color[3] > 0) return color;
            }
            throw new Error('Nothing is behind it.');
          };
          const found = [];
          let texts = 0;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode.textContent.trim();
            if (!text) continue;
            texts++;
            const element = walker.currentNode.parentElement;
            const [color, ground] = [channels(getComputedStyle(element).color), behind(element)];
            const [light, dark] = [luminance(color), luminance(ground)].sort((one, other) => other - one);
            const contrast = (light + 0.05) / (dark + 0.05);
            if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${color} on ${ground}: ${text}`);
          }
          return [`${texts} texts`, ...found];
        }
        """;

    // The lightness is mirrored and the hue stays; white becomes a dark grey, not black, as mail programs have it.
    private const string Invert =
        """
        () => {
          const channels = color => color.match(/[\d.]+/g).map(Number);
          const invert = (color, darkest) => {
            const [r, g, b] = color.map(c => c / 255), [least, most] = [Math.min(r, g, b), Math.max(r, g, b)], delta = most - least, sum = most + least;
            const saturation = delta === 0 ? 0 : delta / (1 - Math.abs(sum - 1));
            const hue = delta === 0 ? 0 : most === r ? 60 * (((g - b) / delta) % 6) : most === g ? 60 * ((b - r) / delta + 2) : 60 * ((r - g) / delta + 4);
            return `hsl(${hue} ${100 * saturation}% ${100 * Math.max(darkest, 1 - sum / 2)}%)`;
          };
          const elements = [...document.querySelectorAll('*')].map(element => {
            const style = getComputedStyle(element), [color, ground] = [channels(style.color), channels(style.backgroundColor)];
            return { element, color: invert(color, 0), ground: ground.length === 4 && ground[3] === 0 ? null : invert(ground, 0.12) };
          });
          for (const { element, color, ground } of elements) {
            element.style.color = color;
            if (ground) element.style.backgroundColor = ground;
          }
        }
        """;

    private const string Ground = "() => getComputedStyle(document.querySelector('.sheet')).backgroundColor";

    private static readonly DateTimeOffset Now = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Samples => [.. SampleNotifications.All(Now).Select(sample => sample.Name), "no-finding"];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_text_can_be_read_on_a_light_and_on_a_dark_screen(string sample)
    {
        var html = Html(sample);
        await using var light = await OpenedPage.OpenAsync(chromium.Browser, html);
        await using var dark = await OpenedPage.OpenAsync(chromium.Browser, html, scheme: ColorScheme.Dark);
        await using var plain = await OpenedPage.OpenAsync(chromium.Browser, WithoutStyleSheet(html), scheme: ColorScheme.Dark);

        (await light.Page.EvaluateAsync<string>(Ground)).Should().Be("rgb(255, 255, 255)");
        (await dark.Page.EvaluateAsync<string>(Ground)).Should().Be("rgb(22, 27, 34)");
        (await plain.Page.EvaluateAsync<string>(Ground)).Should().Be("rgb(255, 255, 255)");
        foreach (var opened in new[] { light, dark, plain })
            await ShouldBeLegibleAsync(opened);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_text_can_be_read_where_the_colours_are_inverted(string sample)
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, WithoutStyleSheet(Html(sample)));

        await opened.Page.EvaluateAsync(Invert);

        (await opened.Page.EvaluateAsync<string>(Ground)).Should().Be("rgb(31, 31, 31)");
        await ShouldBeLegibleAsync(opened);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(800)]
    public async Task It_is_never_wider_than_the_window(int width)
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, WithoutStyleSheet(Html("digest")), width);

        (await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
    }

    [Fact]
    public async Task Where_Word_draws_it_it_is_as_wide_as_elsewhere()
    {
        // Word takes what is in the conditional comments, and no greatest width.
        var html = Regex.Replace(WithoutStyleSheet(Html("digest")), "<!--\\[if mso\\]>(.*?)<!\\[endif\\]-->", "$1").Replace("max-width:720px;", "", StringComparison.Ordinal);

        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, html, width: 1600);

        (await opened.Page.Locator(".sheet").BoundingBoxAsync())!.Width.Should().Be(720);
    }

    internal static async Task ShouldBeLegibleAsync(OpenedPage opened)
    {
        var found = await opened.Page.EvaluateAsync<string[]>(Illegible);

        found[0].Should().NotBe("0 texts");
        found.Skip(1).Should().BeEmpty();
    }

    private static string Html(string sample)
    {
        var samples = SampleNotifications.All(Now);
        var notification = samples.FirstOrDefault(each => each.Name == sample).Notification ?? samples[0].Notification with
        {
            Content = samples[0].Notification.Content with { Items = [], ItemCount = 0, Figures = new RouteFigures() },
        };
        return MailComposer.Compose(notification, "a@example.com", Now).Html;
    }

    // Conditional comments are Word's alone.
    private static string WithoutStyleSheet(string html) => Regex.Replace(html, "<style>.*?</style>", "", RegexOptions.Singleline);
}
