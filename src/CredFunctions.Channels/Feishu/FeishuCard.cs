using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.Feishu;

/// <summary>
/// A notification as a Feishu card. Untrusted text is in plain text, which renders neither markdown nor mentions; a card has few
/// elements, whose number is limited.
/// </summary>
/// <seealso href="https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot"/>
internal static class FeishuCard
{
    /// <summary>The most bytes of a message as it is sent, signature included.</summary>
    public const int MaxBytes = 20_000;

    /// <param name="signature">The time in seconds and the signature, for a bot that checks it.</param>
    public static byte[] Message(NotificationText text, (string Timestamp, string Sign)? signature = null) =>
        Encoding.UTF8.GetBytes(MessageRoom.Fill(text, MaxBytes, (shown, names) => Write(shown, names, signature)));

    private static string Write(NotificationText text, (int Critical, int Other) names, (string Timestamp, string Sign)? signature)
    {
        var message = new JsonObject();
        if (signature is var (timestamp, sign))
        {
            message["timestamp"] = timestamp;
            message["sign"] = sign;
        }

        message["msg_type"] = "interactive";
        message["card"] = new JsonObject
        {
            ["config"] = new JsonObject { ["wide_screen_mode"] = true },
            ["header"] = new JsonObject
            {
                ["template"] = text.IsUrgent ? "red" : "blue",
                ["title"] = Plain(ChatLines.Unlinked(text.Title)),
            },
            ["elements"] = new JsonArray([.. Elements(text, names)]),
        };
        return ChatJson.Of(message);
    }

    private static IEnumerable<JsonObject> Elements(NotificationText text, (int Critical, int Other) names)
    {
        var block = new StringBuilder();
        ChatLineKind? before = null;
        foreach (var line in ChatLines.Of(text, names))
        {
            if (line.Runs[0].Url is not null)
                continue;
            if (line.Kind is ChatLineKind.Heading)
            {
                if (block.Length > 0)
                    yield return Div(Plain(block.ToString()));
                block.Clear();
                yield return new JsonObject { ["tag"] = "hr" };
                yield return Div(new JsonObject { ["tag"] = "lark_md", ["content"] = $"**{ChatMarkdown.Inert(line.Text)}**" });
                continue;
            }

            if (block.Length > 0)
                block.Append(line.IsUnder(before) ? "\n" : "\n\n");
            block.Append(line.Text);
            before = line.Kind;
        }

        if (block.Length > 0)
            yield return Div(Plain(block.ToString()));
        if (text.Actions.Any(action => action.Url is not null))
            yield return new JsonObject { ["tag"] = "action", ["actions"] = new JsonArray([.. Buttons(text)]) };

        // A bot may be set to accept only messages with a keyword, so every message has the name of the product.
        yield return new JsonObject { ["tag"] = "note", ["elements"] = new JsonArray(Plain(Phrase.Product)) };
    }

    private static IEnumerable<JsonObject> Buttons(NotificationText text) => text.Actions.Where(action => action.Url is not null)
        .Select(action => new JsonObject
        {
            ["tag"] = "button",
            ["type"] = "default",
            ["text"] = Plain(action.Title),
            ["url"] = action.Url,
        });

    private static JsonObject Div(JsonObject text) => new() { ["tag"] = "div", ["text"] = text };

    private static JsonObject Plain(string text) => new() { ["tag"] = "plain_text", ["content"] = text };
}
