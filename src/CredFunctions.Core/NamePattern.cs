using System.Buffers;
using System.Text;

namespace CredFunctions;

/// <summary>
/// A name with wildcards: <c>*</c> is any text, <c>?</c> any one character, ASCII letters match in either case. Matching
/// takes one step a byte of the name, however many wildcards there are.
/// </summary>
/// <remarks>
/// The pattern is a row of steps, a bit each, and <c>*</c> is a step that one may stay on. Reading a byte moves every bit
/// that may move at once (Baeza-Yates and Gonnet's shift-and), so there is nothing to go back to.
/// </remarks>
public sealed class NamePattern
{
    /// <summary>The most bytes of UTF-8 that a pattern may have, stars not counted: a bit each, and one for the end.</summary>
    public const int MaxLength = 127;

    private const int StackLimit = 256;

    // By byte: the steps that this byte takes, and those it leaves as they are.
    private readonly UInt128[] takes = new UInt128[256];
    private readonly UInt128[] stays = new UInt128[256];
    private readonly UInt128 end;
    private readonly string text;

    private NamePattern(string text)
    {
        this.text = text;
        var step = UInt128.One;
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            if (part is (byte)'*')
            {
                Stay(step, 0, 255);
                continue;
            }

            if (part is (byte)'?')
            {
                // The first byte of a character takes the step; what continues the character is read in the next one.
                Take(step, 0, 0x7F);
                Take(step, 0xC0, 255);
                Stay(step << 1, 0x80, 0xBF);
            }
            else
            {
                takes[part] |= step;
                takes[OtherCase(part)] |= step;
            }

            step <<= 1;
        }

        end = step;
        MatchesEverything = text.AsSpan().TrimStart('*').IsEmpty;
        IsLiteral = text.AsSpan().IndexOfAny('*', '?') < 0;
    }

    /// <summary>Matches every name.</summary>
    public static NamePattern Any { get; } = new("*");

    /// <summary>Whether the pattern is stars only.</summary>
    public bool MatchesEverything { get; }

    /// <summary>Whether the pattern has no wildcards.</summary>
    public bool IsLiteral { get; }

    /// <summary>Reads a pattern; null when it is empty, too long, or has something in it that no name has.</summary>
    public static NamePattern? TryParse(string text)
    {
        var isName = text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && !text.Any(char.IsControl);
        var length = Encoding.UTF8.GetByteCount(text) - text.Count(character => character is '*');
        return isName && length <= MaxLength && text.Length <= 2 * MaxLength ? new NamePattern(text) : null;
    }

    /// <summary>Whether a name in UTF-8 matches.</summary>
    public bool Matches(ReadOnlySpan<byte> name)
    {
        if (MatchesEverything)
            return true;

        var steps = UInt128.One;
        foreach (var part in name)
        {
            steps = ((steps & takes[part]) << 1) | (steps & stays[part]);
            if (steps == UInt128.Zero)
                return false;
        }

        return (steps & end) != UInt128.Zero;
    }

    public bool Matches(string name)
    {
        var room = Encoding.UTF8.GetMaxByteCount(name.Length);
        var rented = room > StackLimit ? ArrayPool<byte>.Shared.Rent(room) : null;
        var utf8 = rented ?? stackalloc byte[StackLimit];
        var matches = Matches(utf8[..Encoding.UTF8.GetBytes(name, utf8)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return matches;
    }

    public override string ToString() => text;

    private static byte OtherCase(byte part) => char.IsAsciiLetter((char)part) ? (byte)(part ^ 0x20) : part;

    private void Take(UInt128 step, int first, int last)
    {
        for (var part = first; part <= last; part++)
            takes[part] |= step;
    }

    private void Stay(UInt128 step, int first, int last)
    {
        for (var part = first; part <= last; part++)
            stays[part] |= step;
    }
}
