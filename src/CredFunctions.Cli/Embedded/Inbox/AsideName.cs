using System.Globalization;
using System.Text;

namespace CredFunctions.Cli.Embedded.Inbox;

/// <summary>
/// What a file is called once it is put aside: the time it was last written, which is the instant its report speaks of, in
/// front of its name. The console gives every report of a day the same name.
/// </summary>
internal static class AsideName
{
    // File systems take 255 bytes, and the time, a number and ".reason.txt" come on top.
    private const int MaxBytes = 200;

    public static string Of(string fileName, DateTime writtenAt, int number)
    {
        var extension = Path.GetExtension(fileName);
        var stem = Shortened(Path.GetFileNameWithoutExtension(fileName), MaxBytes - Encoding.UTF8.GetByteCount(extension));
        var counter = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}");
        return string.Create(CultureInfo.InvariantCulture, $"{writtenAt:yyyyMMdd'T'HHmmss'Z'}-{stem}{counter}{extension}");
    }

    private static string Shortened(string text, int maxBytes)
    {
        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
