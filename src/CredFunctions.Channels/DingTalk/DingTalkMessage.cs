using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.DingTalk;

/// <summary>A notification in the markdown of DingTalk. It mentions nobody, since only the member <c>at</c> of a message does.</summary>
/// <seealso href="https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages"/>
internal static class DingTalkMessage
{
    /// <summary>The most bytes of a message as it is sent.</summary>
    public const int MaxBytes = 20_000;

    // A line break needs two spaces before it.
    private static readonly ChatMarkdown Markdown = new(lineBreak: "  \n", subtle: ("", ""), alarm: ("**", "**"));

    public static string MarkdownOf(NotificationText text) => TextIn(Fill(text));

    public static byte[] Of(NotificationText text) => Encoding.UTF8.GetBytes(Fill(text));

    private static string Fill(NotificationText text) => MessageRoom.Fill(text, MaxBytes, Write);

    // A robot may be set to accept only messages with a keyword, so every message has the name of the product.
    private static string Write(NotificationText text, (int Critical, int Other) names)
    {
        var message = new JsonObject
        {
            ["msgtype"] = "markdown",
            ["markdown"] = new JsonObject
            {
                ["title"] = ChatLines.Unlinked(text.Summary),
                ["text"] = $"{Markdown.Of(text.Title, ChatLines.Of(text, names))}\n\n{Phrase.Product}",
            },
        };
        return ChatJson.Of(message);
    }

    private static string TextIn(string message) => JsonNode.Parse(message)!["markdown"]!["text"]!.GetValue<string>();
}
