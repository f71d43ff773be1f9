using System.Text;

namespace CredFunctions.Channels.Wording;

/// <summary>Fits a notification into the room that a channel has for a message.</summary>
internal static class MessageRoom
{
    // What is written before the items, when even that is too long: so many characters of each text.
    private static readonly int[] Shorter = [400, 200, 100, 50];

    /// <summary>
    /// The message with as many of the most urgent items as it has room for, and the number of the rest. Remarks take up to half of
    /// the room beside items, and all of it where there are none.
    /// </summary>
    /// <param name="maxBytes">The most bytes of the message in UTF-8.</param>
    /// <param name="write">Writes the message.</param>
    public static string Fill(NotificationText text, int maxBytes, Func<NotificationText, string> write)
    {
        var fitted = Shortened(With(text, items: 0, remarks: 0), maxBytes, write);
        var shown = text with { Title = fitted.Title, Paragraphs = fitted.Paragraphs, Facts = fitted.Facts };
        var roomForRemarks = text.Items.Count == 0 ? maxBytes : maxBytes / 2;
        var remarks = Most(text.Remarks.Count, count => SizeOf(write(With(shown, items: 0, count))) <= roomForRemarks);
        var items = Most(text.Items.Count, count => SizeOf(write(With(shown, count, remarks))) <= maxBytes);
        return write(With(shown, items, remarks));
    }

    private static NotificationText Shortened(NotificationText text, int maxBytes, Func<NotificationText, string> write)
    {
        for (var step = 0; step < Shorter.Length && SizeOf(write(text)) > maxBytes; step++)
        {
            var length = Shorter[step];
            text = text with
            {
                Title = ShortText.Of(text.Title, length),
                Paragraphs = [.. text.Paragraphs.Select(paragraph => ShortText.Of(paragraph, length))],
                Facts = [.. text.Facts.Select(fact => (fact.Name, ShortText.Of(fact.Value, length)))],
            };
        }

        return text;
    }

    private static NotificationText With(NotificationText text, int items, int remarks) => text with
    {
        Items = [.. text.Items.Take(items)],
        More = text.More + text.Items.Count - items,
        Remarks = text.Items.Count > 0 || remarks == text.Remarks.Count
            ? [.. text.Remarks.Take(remarks)]
            : [.. text.Remarks.Take(remarks), Phrase.AndMore(text.Remarks.Count - remarks)],
    };

    // By halves: a message of more items is longer, except where the count of the rest gets shorter.
    private static int Most(int count, Func<int, bool> fits)
    {
        var (most, tooMany) = (0, count + 1);
        while (tooMany - most > 1)
        {
            var middle = (most + tooMany) / 2;
            (most, tooMany) = fits(middle) ? (middle, tooMany) : (most, middle);
        }

        return most;
    }

    private static int SizeOf(string message) => Encoding.UTF8.GetByteCount(message);
}
