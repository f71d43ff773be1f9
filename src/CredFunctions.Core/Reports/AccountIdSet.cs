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

    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    private readonly PackedSet<ulong> shortIds = new(static id => (uint)((id * GoldenRatio) >> 32));
    private readonly PackedSet<UInt128> longIds = new(static id => (uint)(((ulong)(id ^ (id >> 64)) * GoldenRatio) >> 32));
    private bool isShort;

    /// <summary>Whether the text is an account id: 1 to 20 ASCII digits.</summary>
    public static bool IsId(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= MaxDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>
    /// Looks where an id belongs. The place is seldom in a cache, so its memory is asked for early, and read late, by
    /// <see cref="Add"/>, when it has come.
    /// </summary>
    public void Look(ReadOnlySpan<byte> id)
    {
        isShort = id.Length <= MaxShortDigits;
        if (isShort)
            shortIds.Look(Pack<ulong>(id));
        else
            longIds.Look(Pack<UInt128>(id));
    }

    /// <summary>Adds the id last looked for; false when it was there.</summary>
    public bool Add() => isShort ? shortIds.Add() : longIds.Add();

    public bool Contains(ReadOnlySpan<byte> id) =>
        id.Length <= MaxShortDigits ? shortIds.Contains(Pack<ulong>(id)) : longIds.Contains(Pack<UInt128>(id));

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
        private T wanted;
        private uint code;

        public void Look(T id)
        {
            wanted = id;
            code = hash(id);
            var part = places[code % Parts] ??= new T[FirstSize];
            Prefetch.Of(ref part[FirstPlace(part, code)]);
        }

        public bool Add()
        {
            ref var part = ref places[code % Parts];
            ref var count = ref counts[code % Parts];
            if (count >= part.Length / 5 * 4)
                part = Grown(part);

            var place = PlaceOf(part, wanted, code);
            if (part[place] == wanted)
                return false;
            part[place] = wanted;
            count++;
            return true;
        }

        public bool Contains(T id)
        {
            var looked = hash(id);
            return places[looked % Parts] is { } part && part[PlaceOf(part, id, looked)] == id;
        }

        private static uint FirstPlace(T[] part, uint code) => (code / Parts) & ((uint)part.Length - 1);

        private static uint PlaceOf(T[] part, T id, uint code)
        {
            var place = FirstPlace(part, code);
            while (part[place] != T.Zero && part[place] != id)
                place = (place + 1) & ((uint)part.Length - 1);
            return place;
        }

        private T[] Grown(T[] part)
        {
            var larger = new T[part.Length * 2];
            foreach (var id in part)
            {
                if (id != T.Zero)
                    larger[PlaceOf(larger, id, hash(id))] = id;
            }

            return larger;
        }
    }
}
