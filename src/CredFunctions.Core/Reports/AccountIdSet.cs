using System.Numerics;

namespace CredFunctions.Reports;

/// <summary>
/// Recognises a repeated account id. Ids are compared as text, so <c>1</c> and <c>01</c> differ. An exact set in at most
/// 40 bytes an account: open addressing over packed ids, 8 bytes for up to 17 digits and 16 beyond.
/// </summary>
internal sealed class AccountIdSet
{
    private const int MaxDigits = 20;
    private const int MaxShortDigits = 17;

    // Digits packed as a number, and five bits for how many there are. Never 0, which marks a free place.
    private const int LengthFactor = 32;

    private readonly PackedSet<ulong> shortIds = new(static id => (uint)((id * 0x9E3779B97F4A7C15) >> 32));
    private readonly PackedSet<UInt128> longIds = new(static id => (uint)(((ulong)(id ^ (id >> 64)) * 0x9E3779B97F4A7C15) >> 32));

    /// <summary>Whether the text is an account id: 1 to 20 ASCII digits.</summary>
    public static bool IsId(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= MaxDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Adds an id; false when it was there.</summary>
    public bool Add(ReadOnlySpan<byte> id) => id.Length <= MaxShortDigits
        ? shortIds.Add(Pack<ulong>(id))
        : longIds.Add(Pack<UInt128>(id));

    private static T Pack<T>(ReadOnlySpan<byte> id)
        where T : INumber<T>
    {
        var number = T.Zero;
        var ten = T.CreateTruncating(10);
        foreach (var digit in id)
            number = (number * ten) + T.CreateTruncating(digit - '0');
        return (number * T.CreateTruncating(LengthFactor)) + T.CreateTruncating(id.Length);
    }

    /// <summary>In 16 parts that grow one by one, so that growing needs room for one part and not for the whole twice.</summary>
    private sealed class PackedSet<T>(Func<T, uint> hash)
        where T : struct, INumber<T>
    {
        private const int Parts = 16;
        private const int FirstSize = 64;
        private readonly T[][] places = new T[Parts][];
        private readonly int[] counts = new int[Parts];

        public bool Add(T id)
        {
            var code = hash(id);
            ref var part = ref places[code % Parts];
            part ??= new T[FirstSize];
            ref var count = ref counts[code % Parts];
            if (count >= part.Length / 5 * 4)
                part = Grown(part);

            var place = PlaceOf(part, id);
            if (part[place] == id)
                return false;
            part[place] = id;
            count++;
            return true;
        }

        private int PlaceOf(T[] part, T id)
        {
            var mask = (uint)part.Length - 1;
            var place = (hash(id) / Parts) & mask;
            while (part[place] != T.Zero && part[place] != id)
                place = (place + 1) & mask;
            return (int)place;
        }

        private T[] Grown(T[] part)
        {
            var larger = new T[part.Length * 2];
            foreach (var id in part)
            {
                if (id != T.Zero)
                    larger[PlaceOf(larger, id)] = id;
            }

            return larger;
        }
    }
}
