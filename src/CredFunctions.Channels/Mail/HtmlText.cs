using System.Text;

namespace CredFunctions.Channels.Mail;

/// <summary>HTML in the making. Text is always encoded; tags are only those that stand in the code.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder html = new();

    public HtmlText Markup(string tags)
    {
        html.Append(tags);
        return this;
    }

    public HtmlText Text(string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(character),
            };
        }

        return this;
    }

    /// <summary>An element with a class, a style and a text.</summary>
    public HtmlText Element(string tag, string @class, string style, string text) =>
        Markup($"<{tag} class=\"{@class}\" style=\"{style}\">").Text(text).Markup($"</{tag}>");

    public override string ToString() => html.ToString();
}
