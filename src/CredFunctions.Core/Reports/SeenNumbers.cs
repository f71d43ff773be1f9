using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace CredFunctions.Reports;

/// <summary>
/// An exact set of numbers that are nearly all new. A Bloom filter of two to four bytes per number recognises a new one at once;
/// of the one in a hundred where it cannot, a list is searched. The lists only grow at their ends, which stay in a cache, so
/// the filter is the only memory far away that a number needs, and it can be asked for early.
/// </summary>
/// <param name="fold">Makes 64 bits of a number.</param>
internal sealed class SeenNumbers<T>(Func<T, ulong> fold)
    where T : struct, INumber<T>
{
    private const int Lists = 512;
    private const int BitsANumber = 16;
    private const int FirstWords = 64;

    // Drawn anew for each set, so that no one can choose numbers that end up in one list.
    private readonly ulong multiplier = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;
    private readonly List[] lists = new List[Lists];
    private ulong[] filter = new ulong[FirstWords];
    private int count;
    private T wanted;
    private ulong code;

    /// <summary>Asks for the memory that <see cref="Add"/> will read, so that it has come by then.</summary>
    public void Look(T number)
    {
        wanted = number;
        code = CodeOf(number);
        Prefetch.Of(ref filter[WordOf(code)]);
    }

    /// <summary>Adds the number last looked for; false when it was there.</summary>
    public bool Add()
    {
        ref var word = ref filter[WordOf(code)];
        var mask = MaskOf(code);
        if ((word & mask) == mask && IsListed(wanted, code))
            return false;

        word |= mask;
        lists[ListOf(code)].Add(wanted);
        if (++count > filter.Length * (64 / BitsANumber))
            Widen();
        return true;
    }

    /// <summary>Whether the number was added. Looking for many is quick; adding in between is not.</summary>
    public bool Contains(T number) => lists[ListOf(CodeOf(number))].Has(number);

    private bool IsListed(T number, ulong itsCode) => lists[ListOf(itsCode)].Numbers.Contains(number);

    private void Widen()
    {
        filter = new ulong[filter.Length * 2];
        foreach (var list in lists)
        {
            foreach (var number in list.Numbers)
            {
                var each = CodeOf(number);
                filter[WordOf(each)] |= MaskOf(each);
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

    private int WordOf(ulong code) => (int)(code >> 32) & (filter.Length - 1);

    private struct List
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
