using System.Buffers.Binary;

namespace CredFunctions.Reports;

/// <summary>
/// Recognises a repeated account id. Ids are compared as text, so <c>1</c> and <c>01</c> differ. An exact set in at most
/// 40 bytes an account: 8 bytes for an id of up to 16 digits and 16 beyond.
/// </summary>
internal sealed class AccountIdSet
{
    private const int MaxDigits = 20;
    private const int MaxShortDigits = 16;

    private readonly SeenNumbers<ulong> shortIds = new(static id => id);
    private readonly SeenNumbers<UInt128> longIds = new(static id => (ulong)id ^ (ulong)(id >> 64));
    private bool isShort;

    /// <summary>Whether the text is an account id: 1 to 20 ASCII digits.</summary>
    public static bool IsId(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= MaxDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Looks where an id belongs: early, so that the memory is there when <see cref="Add"/> reads it.</summary>
    public void Look(ReadOnlySpan<byte> id)
    {
        isShort = id.Length <= MaxShortDigits;
        if (isShort)
            shortIds.Look(PackShort(id));
        else
            longIds.Look(PackLong(id));
    }

    /// <summary>Adds the id last looked for; false when it was there.</summary>
    public bool Add() => isShort ? shortIds.Add() : longIds.Add();

    public bool Contains(ReadOnlySpan<byte> id) =>
        id.Length <= MaxShortDigits ? shortIds.Contains(PackShort(id)) : longIds.Contains(PackLong(id));

    // The first eight digits in the upper half; those behind them, and how many there are in all, in the lower one.
    private static ulong PackShort(ReadOnlySpan<byte> id)
    {
        if (id.Length < sizeof(ulong))
        {
            Span<byte> padded = stackalloc byte[sizeof(ulong)];
            padded.Clear();
            id.CopyTo(padded);
            return (Eight(BinaryPrimitives.ReadUInt64LittleEndian(padded)) << 32) | (uint)id.Length;
        }

        // The last eight characters without those that are among the first; of an id of eight, whatever.
        var behind = BinaryPrimitives.ReadUInt64LittleEndian(id[^sizeof(ulong)..]) >> (8 * (MaxShortDigits - id.Length));
        return (Eight(BinaryPrimitives.ReadUInt64LittleEndian(id)) << 32) | (Eight(behind) << 5) | (uint)id.Length;
    }

    // The number that eight digits make: the digits in pairs, the pairs in fours, the fours in one. NUL counts as 0.
    private static ulong Eight(ulong digits)
    {
        digits &= 0x0F0F0F0F0F0F0F0F;
        digits = ((digits * ((10 << 8) + 1)) >> 8) & 0x00FF00FF00FF00FF;
        digits = ((digits * ((100 << 16) + 1)) >> 16) & 0x0000FFFF0000FFFF;
        return (digits * ((10_000UL << 32) + 1)) >> 32;
    }

    private static UInt128 PackLong(ReadOnlySpan<byte> id)
    {
        var number = UInt128.Zero;
        foreach (var digit in id)
            number = (number * 10) + (uint)(digit - '0');
        return (number * 32) + (uint)id.Length;
    }
}
