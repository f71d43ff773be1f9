using System.Text;

using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.Chats;

/// <summary>Fits a notification into the room that a channel has for a message.</summary>
internal static class MessageRoom
{
    // What is written before the rows, when even that is too long: so many characters of each text.
    private static readonly int[] Shorter = [400, 200, 100, 50];

    // How many accounts are named, of a critical group and of another, and how many remedies: as many as there is room for.
    private static readonly ((int Critical, int Other) Names, int Remedies)[] Widths = [((20, 8), 5), ((3, 3), 5), ((3, 3), 1)];

    /// <summary>
    /// The message with as many of the most urgent rows as it has room for, and the number of the rest. Remarks take up to half of
    /// the room beside rows, and all of it where there are none.
    /// </summary>
    /// <param name="maxBytes">The most bytes of the message in UTF-8.</param>
    /// <param name="write">Writes the message, with so many names of a critical group and of another.</param>
    public static string Fill(NotificationText text, int maxBytes, Func<NotificationText, (int Critical, int Other), string> write)
    {
        foreach (var (names, remedies) in Widths)
        {
            var whole = write(text with { Remedies = [.. text.Remedies.Take(remedies)] }, names);
            if (SizeOf(whole) <= maxBytes)
                return whole;
        }

        var (fewNames, fewRemedies) = Widths[^1];
        string Write(NotificationText shown) => write(shown, fewNames);
        var shown = Shortened(text with { Remedies = [.. text.Remedies.Take(fewRemedies)] }, maxBytes, Write);
        var roomForRemarks = text.Rows == 0 ? maxBytes : maxBytes / 2;
        var remarks = Most(text.Remarks.Count, count => SizeOf(Write(With(shown, rows: 0, count))) <= roomForRemarks);
        var rows = Most(text.Rows, count => SizeOf(Write(With(shown, count, remarks))) <= maxBytes);
        return Write(With(shown, rows, remarks));
    }

    private static NotificationText Shortened(NotificationText text, int maxBytes, Func<NotificationText, string> write)
    {
        for (var step = 0; step < Shorter.Length && SizeOf(write(With(text, rows: 0, remarks: 0))) > maxBytes; step++)
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

    private static NotificationText With(NotificationText text, int rows, int remarks) => text.Shortened(rows) with
    {
        Remarks = text.Rows > 0 || remarks == text.Remarks.Count
            ? [.. text.Remarks.Take(remarks)]
            : [.. text.Remarks.Take(remarks), text.Words.Of(Phrase.AndMore(text.Remarks.Count - remarks))],
    };

    // By halves: a message of more rows is longer, except where the count of the rest gets shorter.
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
