using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.Slack;

/// <summary>
/// A notification in the blocks of Slack. Untrusted text is in text elements of rich text and in plain text, which render neither
/// markup nor mentions.
/// </summary>
/// <seealso href="https://docs.slack.dev/reference/block-kit/blocks"/>
internal static class SlackMessage
{
    /// <summary>
    /// The most bytes of a message as it is sent. Beside the documented limits of each block, Slack has refused blocks of 13,200
    /// characters together: https://github.com/slackapi/bolt-js/issues/2509.
    /// </summary>
    public const int MaxBytes = 12 * 1024;

    /// <summary>The most characters of a block of text.</summary>
    public const int MaxBlock = 3_000;

    /// <summary>The most characters of a header.</summary>
    public const int MaxHeader = 150;

    public static byte[] Of(NotificationText text) => Encoding.UTF8.GetBytes(MessageRoom.Fill(text, MaxBytes, Write));

    private static string Write(NotificationText text, (int Critical, int Other) names)
    {
        var title = ShortText.Of(ChatLines.Unlinked(text.Title), MaxHeader);
        var message = new JsonObject
        {
            // Shown in a desktop notification, where Slack decodes it.
            ["text"] = Escaped(ChatMarkdown.Inert(ChatLines.Unlinked(text.Summary))),
            ["blocks"] = new JsonArray([Header(title), .. Blocks(ChatLines.Of(text, names)).Select(RichText)]),
        };
        return ChatJson.Of(message);
    }

    // Runs, as many as a block may have characters.
    private static IEnumerable<List<ChatRun>> Blocks(IEnumerable<ChatLine> lines)
    {
        var block = new List<ChatRun>();
        var length = 0;
        ChatLineKind? before = null;
        foreach (var line in lines)
        {
            foreach (var (at, run) in line.Runs.Index())
            {
                var start = block.Count == 0 || at > 0 ? "" : line.IsUnder(before) ? "\n" : "\n\n";
                if (block.Count > 0 && length + start.Length + run.Text.Length > MaxBlock)
                {
                    yield return block;
                    (block, length, start) = ([], 0, "");
                }

                Add(block, new ChatRun(start, ChatStyle.Plain));
                var shown = run with { Text = ShortText.Of(run.Text, MaxBlock - start.Length) };
                Add(block, shown);
                length += start.Length + shown.Text.Length;
            }

            before = line.Kind;
        }

        if (block.Count > 0)
            yield return block;
    }

    // A run of the same look continues the one before, which saves the room of an element.
    private static void Add(List<ChatRun> block, ChatRun run)
    {
        if (run.Text.Length == 0)
            return;
        if (block.Count > 0 && LookOf(block[^1]) == LookOf(run))
            block[^1] = run with { Text = block[^1].Text + run.Text };
        else
            block.Add(run);
    }

    private static JsonObject Header(string title) => new JsonObject
    {
        ["type"] = "header",
        ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = title, ["emoji"] = false },
    };

    private static JsonObject RichText(List<ChatRun> runs) => new JsonObject
    {
        ["type"] = "rich_text",
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section",
            ["elements"] = new JsonArray([.. runs.Select(Element)]),
        }),
    };

    private static (bool IsBold, bool IsCode, string? Url) LookOf(ChatRun run) =>
        (run.Style is ChatStyle.Bold or ChatStyle.Alarm, run.Style is ChatStyle.Code, run.Url);

    private static JsonObject Element(ChatRun run)
    {
        var (isBold, isCode, url) = LookOf(run);
        if (url is not null)
            return new JsonObject { ["type"] = "link", ["url"] = url, ["text"] = run.Text };
        var element = new JsonObject { ["type"] = "text", ["text"] = run.Text };
        if (isBold)
            element["style"] = new JsonObject { ["bold"] = true };
        if (isCode)
            element["style"] = new JsonObject { ["code"] = true };
        return element;
    }

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
