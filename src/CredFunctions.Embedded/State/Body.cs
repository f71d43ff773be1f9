using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Text;

using CredFunctions.Accounts;

namespace CredFunctions.Embedded.State;

/// <summary>
/// One pass over the bytes of an account. It either writes the values that it is given, or ignores them and returns those that it reads,
/// so that one description of an account serves both. Numbers take as few bytes as they need, texts are UTF-8.
/// </summary>
internal ref struct Body
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly ArrayBufferWriter<byte>? output;
    private ReadOnlySpan<byte> rest;

    /// <summary>Writes.</summary>
    public Body(ArrayBufferWriter<byte> output, RunStamp run) => (this.output, Run) = (output, run);

    /// <summary>Reads.</summary>
    public Body(ReadOnlySpan<byte> bytes, RunStamp run)
    {
        rest = bytes;
        Run = run;
    }

    public delegate T Pass<T>(ref Body body, T value);

    /// <summary>The run that touched the account last.</summary>
    public RunStamp Run { get; }

    /// <summary>Seven bits a byte, the low ones first; the eighth bit marks that more follow.</summary>
    public ulong Number(ulong value)
    {
        if (output is null)
            return ReadNumber();

        var span = output.GetSpan(10);
        var length = 0;
        var left = value;
        for (; left >= 0x80; left >>= 7)
            span[length++] = (byte)(left | 0x80);
        span[length++] = (byte)left;
        output.Advance(length);
        return value;
    }

    public bool Flag(bool value) => Number(value ? 1u : 0u) != 0;

    public int Count(int value) => Number((ulong)value) is <= int.MaxValue and var count ? (int)count : throw EndsTooEarly();

    public T Member<T>(T value)
        where T : struct, Enum => Unsafe.BitCast<byte, T>((byte)Number(Unsafe.BitCast<T, byte>(value)));

    public T? OptionalMember<T>(T? value)
        where T : struct, Enum => Number(value is { } known ? Unsafe.BitCast<T, byte>(known) + 1u : 0) is > 0 and var number
        ? Unsafe.BitCast<byte, T>((byte)(number - 1))
        : null;

    public string Text(string text)
    {
        if (output is null)
            return Encoding.UTF8.GetString(Bytes(Count(0)));

        var length = Encoding.UTF8.GetByteCount(text);
        Number((ulong)length);
        output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(length)));
        return text;
    }

    public string? OptionalText(string? text) => Flag(text is not null) ? Text(text ?? "") : null;

    /// <summary>A text that many accounts repeat, such as a rule, a column or a user type: each is in memory once.</summary>
    public string RepeatedText(string text) => output is null ? Repeated.Of(Bytes(Count(0))) : Text(text);

    /// <summary>Lower-case hex digits in half their length; any other text as it is.</summary>
    public string Hex(string text)
    {
        if (output is null)
            return Count(0) is > 0 and var digits ? Convert.ToHexStringLower(Bytes(digits / 2)) : Text(text);

        Span<byte> packed = stackalloc byte[32];
        var isHex = text.Length is > 0 and <= 64 && text.Length % 2 == 0 && !text.AsSpan().ContainsAnyExcept(HexDigits)
            && Convert.FromHexString(text, packed, out _, out _) is OperationStatus.Done;
        Number(isHex ? (ulong)text.Length : 0);
        if (!isHex)
            return Text(text);
        output.Write(packed[..(text.Length / 2)]);
        return text;
    }

    public string? OptionalHex(string? text) => Flag(text is not null) ? Hex(text ?? "") : null;

    public DateTimeOffset Time(DateTimeOffset time)
    {
        if (output is null)
        {
            var ticks = BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));
            var minutes = (long)Number(0);
            return new DateTimeOffset(ticks, TimeSpan.Zero)
                .ToOffset(TimeSpan.FromMinutes(minutes % 2 == 1 ? -((minutes + 1) / 2) : minutes / 2));
        }

        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), time.UtcTicks);
        output.Advance(sizeof(long));
        var offset = time.TotalOffsetMinutes;
        Number(offset < 0 ? ((ulong)-offset * 2) - 1 : (ulong)offset * 2);
        return time;
    }

    public DateTimeOffset? OptionalTime(DateTimeOffset? time) => Flag(time is not null) ? Time(time ?? default) : null;

    /// <summary>A time that is mostly the as-of of the last run, and then only a flag: an unchanged account keeps its bytes.</summary>
    public DateTimeOffset TimeOfRun(DateTimeOffset time) => Flag(time.EqualsExact(Run.AsOf)) ? Run.AsOf : Time(time);

    public DateOnly Day(DateOnly day) => DateOnly.FromDayNumber(Count(day.DayNumber));

    public RunStamp Stamp(RunStamp run) => new(Time(run.AsOf), Hex(run.ReportId), Count(run.Number));

    /// <param name="items">The items to write.</param>
    /// <param name="blank">What an item that is read begins as.</param>
    /// <param name="pass">Passes over an item.</param>
    public IReadOnlyList<T> List<T>(IReadOnlyList<T> items, T blank, Pass<T> pass)
    {
        var count = Count(items.Count);
        if (output is not null)
        {
            for (var index = 0; index < count; index++)
                pass(ref this, items[index]);
            return items;
        }

        if (count == 0)
            return [];
        var read = new T[count];
        for (var index = 0; index < count; index++)
            read[index] = pass(ref this, blank);
        return read;
    }

    public IReadOnlyDictionary<string, T> Map<T>(IReadOnlyDictionary<string, T> map, T blank, Pass<string> passKey, Pass<T> passValue)
    {
        var count = Count(map.Count);
        if (output is not null)
        {
            foreach (var (key, value) in map)
            {
                passKey(ref this, key);
                passValue(ref this, value);
            }

            return map;
        }

        if (count == 0)
            return ReadOnlyDictionary<string, T>.Empty;
        var read = new Dictionary<string, T>(count, StringComparer.Ordinal);
        while (count-- > 0)
            read[passKey(ref this, "")] = passValue(ref this, blank);
        return read;
    }

    private static InvalidDataException EndsTooEarly() => new("An account ends too early.");

    private ulong ReadNumber()
    {
        // Nearly every number is below 128.
        if (!rest.IsEmpty && rest[0] < 0x80)
            return Bytes(1)[0];

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

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)rest.Length)
            throw EndsTooEarly();

        var bytes = rest[..count];
        rest = rest[count..];
        return bytes;
    }

    private static class Repeated
    {
        // Beyond these limits each text is made anew.
        private const int MaxTexts = 1_000;
        private const int MaxLength = 64;

        private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

        public static string Of(ReadOnlySpan<byte> utf8)
        {
            if (utf8.Length > MaxLength)
                return Encoding.UTF8.GetString(utf8);

            Span<char> characters = stackalloc char[MaxLength];
            var text = characters[..Encoding.UTF8.GetChars(utf8, characters)];
            if (Texts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
                return known;

            var added = text.ToString();
            return Texts.Count < MaxTexts ? Texts.GetOrAdd(added, added) : added;
        }
    }
}
