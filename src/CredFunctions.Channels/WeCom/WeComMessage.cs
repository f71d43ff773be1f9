using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.WeCom;

/// <summary>A notification in the markdown of WeCom, which has headings, bold text and three colours.</summary>
/// <seealso href="https://developer.work.weixin.qq.com/document/path/91770"/>
internal static class WeComMessage
{
    /// <summary>The most bytes of the markdown.</summary>
    public const int MaxBytes = 4096;

    private static readonly ChatMarkdown Markdown = new(
        lineBreak: "\n",
        subtle: ("<font color=\"comment\">", "</font>"),
        alarm: ("<font color=\"warning\">", "</font>"));

    public static string MarkdownOf(NotificationText text) => MessageRoom.Fill(
        text, MaxBytes, (shown, names) => Markdown.Of(shown.Title, ChatLines.Of(shown, names)));

    public static byte[] Of(NotificationText text)
    {
        var message = new JsonObject
        {
            ["msgtype"] = "markdown",
            ["markdown"] = new JsonObject { ["content"] = MarkdownOf(text) },
        };
        return Encoding.UTF8.GetBytes(ChatJson.Of(message));
    }
}
