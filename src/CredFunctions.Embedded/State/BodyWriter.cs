using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CredFunctions.Embedded.State;

/// <summary>Writes an account's body: numbers in as few bytes as they need, texts in UTF-8.</summary>
internal sealed class BodyWriter
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly ArrayBufferWriter<byte> bytes = new(1024);

    /// <summary>What was written, and begins anew.</summary>
    public byte[] Take()
    {
        var taken = bytes.WrittenSpan.ToArray();
        bytes.ResetWrittenCount();
        return taken;
    }

    public void Flag(bool value) => Number(value ? 1u : 0u);

    /// <summary>Seven bits a byte, the low ones first; the eighth bit marks that more follow.</summary>
    public void Number(ulong value)
    {
        var span = bytes.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        bytes.Advance(length);
    }

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number((ulong)length);
        bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(length)));
    }

    public void OptionalText(string? text)
    {
        Flag(text is not null);
        if (text is not null)
            Text(text);
    }

    /// <summary>Lower-case hex digits in half their length; any other text as it is.</summary>
    public void Hex(string text)
    {
        Span<byte> packed = stackalloc byte[32];
        var isHex = text.Length is > 0 and <= 64 && text.Length % 2 == 0 && !text.AsSpan().ContainsAnyExcept(HexDigits)
                    && Convert.FromHexString(text, packed, out _, out _) is OperationStatus.Done;
        Number(isHex ? (ulong)text.Length : 0);
        if (isHex)
            bytes.Write(packed[..(text.Length / 2)]);
        else
            Text(text);
    }

    public void OptionalHex(string? text)
    {
        Flag(text is not null);
        if (text is not null)
            Hex(text);
    }

    public void Time(DateTimeOffset time)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), time.UtcTicks);
        bytes.Advance(sizeof(long));
        var minutes = time.TotalOffsetMinutes;
        Number(minutes < 0 ? ((ulong)-minutes * 2) - 1 : (ulong)minutes * 2);
    }

    public void OptionalTime(DateTimeOffset? time)
    {
        Flag(time is not null);
        if (time is { } known)
            Time(known);
    }

    public void Day(DateOnly day) => Number((ulong)day.DayNumber);
}
