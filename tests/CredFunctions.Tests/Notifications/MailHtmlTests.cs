using System.Text.RegularExpressions;

using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Samples;
using CredFunctions.Tests.Planning;

namespace CredFunctions.Tests.Notifications;

/// <summary>
/// What mail programs ask of HTML: the Outlook that draws with Word knows widths and backgrounds as attributes, padding in cells
/// only, and no layout but tables.
/// </summary>
public sealed class MailHtmlTests
{
    private static readonly DateTimeOffset Now = CompletedReport.AsOf.AddHours(1);

    public static TheoryData<string> Samples => [.. SampleNotifications.All(Now).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_table_says_its_width_and_that_it_has_no_border_and_no_gaps(string sample)
    {
        var tables = Tags(sample, "table").ToList();

        tables.Should().NotBeEmpty();
        tables.Should().OnlyContain(table => Regex.IsMatch(table, " width=\"(100%|720)\".* border=\"0\" cellpadding=\"0\" cellspacing=\"0\""));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_style_holds_only_what_Word_draws_where_it_draws_it(string sample)
    {
        foreach (var tag in Tags(sample, "[a-z0-9]+"))
        {
            var name = Regex.Match(tag, "[a-z0-9]+").Value;
            foreach (var property in Properties(tag))
            {
                property.Should().BeOneOf(
                    ["background-color", "border", "border-bottom", "border-top", "color", "font-family", "font-size", "font-weight", "line-height", "margin", "max-width", "padding", "text-align", "word-break"],
                    tag);
                if (property is "padding")
                    name.Should().BeOneOf(["td", "th", "body"], tag);
                if (property is "margin")
                    name.Should().BeOneOf(["h1", "h2", "body"], tag);
                if (property is "background-color")
                    tag.Should().Contain($"bgcolor=\"{Regex.Match(tag, "background-color:(#[0-9a-f]{6});").Groups[1].Value}\"");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Word_gets_a_table_of_the_greatest_width_and_its_own_line_heights_and_font(string sample)
    {
        var html = Html(sample);

        Regex.Count(html, "style=\"[^\"]*max-width:").Should().Be(1);
        html.Should().MatchRegex("<!--\\[if mso\\]><table [^>]*width=\"720\"[^>]*><tr><td><!\\[endif\\]-->\\n<table [^>]*max-width:720px");
        html.Should().Contain("<!--[if mso]></td></tr></table><![endif]-->").And.Contain("<!--[if mso]><style>").And.Contain("mso-line-height-rule: exactly").And.Contain("font-family: 'Segoe UI'");
        Regex.Count(html, "<table").Should().Be(Regex.Count(html, "</table>"));
        Regex.Count(html, "<td").Should().Be(Regex.Count(html, "</td>"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void It_says_that_it_has_colours_for_a_dark_screen(string sample) => Html(sample).Should()
        .Contain("<meta name=\"color-scheme\" content=\"light dark\">")
        .And.Contain("<meta name=\"supported-color-schemes\" content=\"light dark\">")
        .And.Contain("@media (prefers-color-scheme: dark)");

    private static string Html(string sample) =>
        MailComposer.Compose(SampleNotifications.All(Now).Single(each => each.Name == sample).Notification, "a@example.com", Now).Html;

    private static IEnumerable<string> Tags(string sample, string name) => Regex.Matches(Html(sample), $"<{name}( [^>]*)?>").Select(tag => tag.Value);

    private static IEnumerable<string> Properties(string tag) =>
        Regex.Match(tag, "style=\"([^\"]*)\"").Groups[1].Value.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(declaration => declaration.Split(':')[0]);
}
