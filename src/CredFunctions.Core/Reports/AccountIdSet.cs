using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace CredFunctions.Reports;

/// <summary>
/// Recognises a repeated account id. Ids are compared as text, so <c>1</c> and <c>01</c> differ. An exact set in at most
/// 40 bytes an account, half of it for an id of up to 18 digits.
/// </summary>
internal sealed class AccountIdSet
{
    private const int MaxDigits = 20;
    private const int MaxShortDigits = 18;

    private readonly Numbers<ulong> shortIds = new(static number => number);
    private readonly Numbers<UInt128> longIds = new(static number => (ulong)number ^ (ulong)(number >> 64));

    /// <summary>Whether the text is an account id: 1 to 20 ASCII digits.</summary>
    public static bool IsId(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= MaxDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Adds an id; false when it was there.</summary>
    public bool Add(ReadOnlySpan<byte> id) =>
        id.Length <= MaxShortDigits ? shortIds.Add(NumberOf<ulong>(id)) : longIds.Add(NumberOf<UInt128>(id));

    public bool Contains(ReadOnlySpan<byte> id) =>
        id.Length <= MaxShortDigits ? shortIds.Contains(NumberOf<ulong>(id)) : longIds.Contains(NumberOf<UInt128>(id));

    // The digits behind a 1, so that leading zeros count and no id is 0.
    private static T NumberOf<T>(ReadOnlySpan<byte> id)
        where T : struct, INumber<T>
    {
        var number = T.One;
        foreach (var digit in id)
            number = (number * T.CreateTruncating(10)) + T.CreateTruncating(digit - '0');
        return number;
    }

    /// <summary>
    /// An exact set of numbers that are nearly all new. A Bloom filter of two to four bytes a number recognises a new one at once;
    /// only for the one in a hundred where it cannot, a list is searched. So a number needs one place far away in memory, in a filter
    /// of at most half their size. An open hash table took 30 % more time (400,000 accounts, read twice, by a profile).
    /// </summary>
    private sealed class Numbers<T>(Func<T, ulong> fold)
        where T : struct, INumber<T>
    {
        private const int Lists = 512;
        private const int BitsANumber = 16;

        // Drawn anew for each set, so that no one can choose numbers that end up in one list.
        private readonly ulong multiplier = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;
        private readonly NumberList<T>[] lists = new NumberList<T>[Lists];
        private ulong[] filter = new ulong[64];
        private int count;

        public bool Add(T number)
        {
            var code = CodeOf(number);
            var mask = MaskOf(code);
            ref var word = ref WordOf(code);
            if ((word & mask) == mask && lists[ListOf(code)].Numbers.Contains(number))
                return false;

            word |= mask;
            lists[ListOf(code)].Add(number);
            if (++count > filter.Length * (64 / BitsANumber))
                Widen();
            return true;
        }

        /// <summary>Whether the number was added. Looking for many is quick; adding in between is not.</summary>
        public bool Contains(T number) => lists[ListOf(CodeOf(number))].Has(number);

        private void Widen()
        {
            filter = new ulong[filter.Length * 2];
            foreach (var list in lists)
            {
                foreach (var number in list.Numbers)
                {
                    var code = CodeOf(number);
                    WordOf(code) |= MaskOf(code);
                }
            }
        }

        // Every bit of a number affects every bit of its code.
        private ulong CodeOf(T number)
        {
            var high = Math.BigMul(fold(number), multiplier, out var low);
            return high ^ low;
        }

        // Two bits in one word of the filter, and the list, each by bits of the code that are its own.
        private static ulong MaskOf(ulong code) => (1UL << (int)code) | (1UL << (int)(code >> 6));

        private static int ListOf(ulong code) => (int)((uint)(code >> 12) % Lists);

        private ref ulong WordOf(ulong code) => ref filter[(int)(code >> 32) & (filter.Length - 1)];
    }

    private struct NumberList<T>
        where T : struct, INumber<T>
    {
        private T[]? numbers;
        private int count;
        private bool isSorted;

        public readonly ReadOnlySpan<T> Numbers => numbers.AsSpan(0, count);

        public void Add(T number)
        {
            if (numbers is null || count == numbers.Length)
                Array.Resize(ref numbers, Math.Max(4, count * 2));
            numbers[count++] = number;
            isSorted = false;
        }

        public bool Has(T number)
        {
            if (!isSorted)
                numbers.AsSpan(0, count).Sort();
            isSorted = true;
            return Numbers.BinarySearch(number) >= 0;
        }
    }
}
