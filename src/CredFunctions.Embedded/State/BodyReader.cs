using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace CredFunctions.Embedded.State;

/// <summary>Reads what <see cref="BodyWriter"/> wrote.</summary>
internal ref struct BodyReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> rest = body;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public bool Flag() => Number() != 0;

    public int Count() =>
        Number() is <= int.MaxValue and var count ? (int)count : throw new InvalidDataException("An account ends too early.");

    public ulong Number()
    {
        // Nearly every number is below 128.
        if (!rest.IsEmpty && rest[0] < 0x80)
        {
            var only = rest[0];
            rest = rest[1..];
            return only;
        }

        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Bytes(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A number has no end.");
    }

    public string Text() => Encoding.UTF8.GetString(Bytes(Count()));

    public string? OptionalText() => Flag() ? Text() : null;

    /// <summary>A text that many rows repeat, such as a rule, a column or a user type: each is in memory once.</summary>
    public string Word() => WordList.Of(Bytes(Count()));

    public string Hex()
    {
        var length = Count();
        return length == 0 ? Text() : Convert.ToHexStringLower(Bytes(length / 2));
    }

    public string? OptionalHex() => Flag() ? Hex() : null;

    public DateTimeOffset Time()
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));
        var minutes = (long)Number();
        var offset = TimeSpan.FromMinutes(minutes % 2 == 1 ? -((minutes + 1) / 2) : minutes / 2);
        return new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(offset);
    }

    public DateTimeOffset? OptionalTime() => Flag() ? Time() : null;

    public DateOnly Day() => DateOnly.FromDayNumber(Count());

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)rest.Length)
            throw new InvalidDataException("An account ends too early.");

        var bytes = rest[..count];
        rest = rest[count..];
        return bytes;
    }

    private static class WordList
    {
        // Beyond these limits each text is made anew.
        private const int MaxWords = 1_000;
        private const int MaxLength = 64;

        private static readonly ConcurrentDictionary<string, string> Words = new(StringComparer.Ordinal);

        public static string Of(ReadOnlySpan<byte> utf8)
        {
            if (utf8.Length > MaxLength)
                return Encoding.UTF8.GetString(utf8);

            Span<char> characters = stackalloc char[MaxLength];
            var text = characters[..Encoding.UTF8.GetChars(utf8, characters)];
            if (Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
                return known;

            var word = text.ToString();
            return Words.Count < MaxWords ? Words.GetOrAdd(word, word) : word;
        }
    }
}
