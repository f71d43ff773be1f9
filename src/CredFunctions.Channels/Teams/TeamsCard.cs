using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.Teams;

/// <summary>
/// A letter as an Adaptive Card 1.5. Text from outside stands in text runs only, which know no markdown and no mentions.
/// </summary>
public static class TeamsCard
{
    /// <summary>
    /// What a message may take, in bytes of what is really sent. The limit of Teams is 28 KB after its own wrapping, and
    /// 24 KB have been refused.
    /// </summary>
    public const int MaxBytes = 20 * 1024;

    // Chinese and emoji as they are: what is escaped takes twice the room.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message as it is posted: as many of the most urgent items as fit, and the number of the rest.</summary>
    /// <param name="letter">What is told.</param>
    /// <param name="isBare">The card alone, for an automation that wraps it itself.</param>
    public static byte[] Message(Letter letter, bool isBare)
    {
        // Each item more makes the message longer but for the count of the rest, so the greatest number that fits is found by trying.
        var message = Write(letter, isBare, shown: 0);
        for (var shown = 1; shown <= letter.Items.Count; shown++)
        {
            var longer = Write(letter, isBare, shown);
            if (longer.Length > MaxBytes)
                break;
            message = longer;
        }

        return message;
    }

    private static byte[] Write(Letter letter, bool isBare, int shown)
    {
        var buffer = new ArrayBufferWriter<byte>(MaxBytes);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            if (isBare)
                WriteCard(json, letter, shown);
            else
                WriteEnvelope(json, letter, shown);
        }

        return buffer.WrittenSpan.ToArray();
    }

    // What the trigger "When a Teams webhook request is received" takes.
    private static void WriteEnvelope(Utf8JsonWriter json, Letter letter, int shown)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteNull("contentUrl");
        json.WritePropertyName("content");
        WriteCard(json, letter, shown);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, Letter letter, int shown)
    {
        json.WriteStartObject();
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.5");
        json.WriteStartObject("msteams");
        json.WriteString("width", "Full");
        json.WriteEndObject();
        json.WriteStartArray("body");

        var items = letter.Items.Take(shown).ToList();
        var parts = new CardParts(json);
        parts.Heading(letter);
        foreach (var paragraph in letter.Paragraphs)
            parts.Text(paragraph);
        parts.Facts(letter.Facts);
        parts.Counts(letter.Open);
        foreach (var (heading, some) in LetterSections.Of(letter with { Items = items }))
        {
            parts.SectionHeading(heading);
            foreach (var item in some)
                parts.Item(item);
        }

        if (letter.More + letter.Items.Count - shown is > 0 and var more)
            parts.Subtle(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"… and {more:N0} more."));
        parts.Remedies(LetterSections.Remedies(items));
        foreach (var remark in letter.Remarks)
            parts.Subtle(remark);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
