using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.Teams;

/// <summary>
/// A notification as an Adaptive Card 1.5. Untrusted text is in text runs only, which render neither markdown nor mentions.
/// </summary>
public static class TeamsCard
{
    /// <summary>The most bytes of a message as it is sent. Teams allows 28 KB after its own wrapping, and has refused 24 KB.</summary>
    public const int MaxBytes = 20 * 1024;

    // Escaped, Chinese and emoji would take twice the bytes.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message as it is posted: as many of the most urgent items as fit, and the number of the rest.</summary>
    /// <param name="text">The notification in words.</param>
    /// <param name="isBare">Whether to leave out the envelope, for an automation that adds its own.</param>
    public static byte[] Message(NotificationText text, bool isBare)
    {
        // A further item makes the message longer, except where the count of the rest gets shorter, so try one number after the other.
        var message = Write(text, isBare, shown: 0);
        for (var shown = 1; shown <= text.Items.Count; shown++)
        {
            var longer = Write(text, isBare, shown);
            if (longer.Length > MaxBytes)
                break;
            message = longer;
        }

        return message;
    }

    private static byte[] Write(NotificationText text, bool isBare, int shown)
    {
        var buffer = new ArrayBufferWriter<byte>(MaxBytes);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            if (isBare)
                WriteCard(json, text, shown);
            else
                WriteEnvelope(json, text, shown);
        }

        return buffer.WrittenSpan.ToArray();
    }

    // For the trigger "When a Teams webhook request is received".
    private static void WriteEnvelope(Utf8JsonWriter json, NotificationText text, int shown)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteNull("contentUrl");
        json.WritePropertyName("content");
        WriteCard(json, text, shown);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, NotificationText text, int shown)
    {
        json.WriteStartObject();
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.5");
        json.WriteStartObject("msteams");
        json.WriteString("width", "Full");
        json.WriteEndObject();
        json.WriteStartArray("body");

        var shownText = text with { Items = [.. text.Items.Take(shown)] };
        var parts = new CardParts(json);
        parts.Heading(text);
        foreach (var paragraph in text.Paragraphs)
            parts.Text(paragraph);
        parts.Facts(text.Facts);
        parts.Counts(text.Open);
        foreach (var (heading, some) in shownText.Sections())
        {
            parts.SectionHeading(heading);
            foreach (var item in some)
                parts.Item(item);
        }

        if (text.More + text.Items.Count - shown is > 0 and var more)
            parts.Subtle(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"… and {more:N0} more."));
        parts.Remedies(shownText.Remedies());
        foreach (var remark in text.Remarks)
            parts.Subtle(remark);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
