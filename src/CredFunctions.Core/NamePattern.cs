using System.Text;

namespace CredFunctions;

/// <summary>
/// A name with wildcards: <c>*</c> is any text, <c>?</c> any one character, ASCII letters match in either case. Matching
/// goes back to the last star only, so it takes at most as many steps a byte of the name as the pattern is long.
/// </summary>
public sealed class NamePattern
{
    /// <summary>The most bytes of UTF-8 that a pattern may have, stars not counted.</summary>
    public const int MaxLength = 127;

    private readonly byte[] pattern;
    private readonly string text;

    private NamePattern(string text)
    {
        this.text = text;
        pattern = [.. Encoding.UTF8.GetBytes(text).Select(LowerCase)];
        MatchesEverything = text.AsSpan().TrimStart('*').IsEmpty;
        IsLiteral = text.AsSpan().IndexOfAny('*', '?') < 0;
    }

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

    public bool Matches(string name) => MatchesEverything || Matches(Encoding.UTF8.GetBytes(name));

    /// <summary>Whether a name in UTF-8 matches. Allocates nothing.</summary>
    public bool Matches(ReadOnlySpan<byte> name)
    {
        if (MatchesEverything)
            return true;

        // A star first takes nothing, and one byte more whenever what follows it does not match.
        var (at, read) = (0, 0);
        var (star, taken) = (-1, 0);
        while (read < name.Length)
        {
            var step = at < pattern.Length ? pattern[at] : (byte)0;
            if (step is (byte)'*')
            {
                (star, taken) = (at++, read);
            }
            else if (step is (byte)'?' && !IsContinuation(name[read]))
            {
                at++;
                for (read++; read < name.Length && IsContinuation(name[read]);)
                    read++;
            }
            else if (at < pattern.Length && step == LowerCase(name[read]))
            {
                at++;
                read++;
            }
            else if (star < 0)
            {
                return false;
            }
            else
            {
                (at, read) = (star + 1, ++taken);
            }
        }

        return pattern.AsSpan(at).TrimStart((byte)'*').IsEmpty;
    }

    /// <summary>
    /// Whether it matches every name that another pattern matches; null is any name at all. False where it is not certain.
    /// </summary>
    public bool Covers(NamePattern? other) =>
        MatchesEverything
        || (other is not null && Matches(other.pattern) && (other.IsLiteral || !text.Contains('?', StringComparison.Ordinal)));

    public override string ToString() => text;

    private static byte LowerCase(byte part) => part is >= (byte)'A' and <= (byte)'Z' ? (byte)(part | 0x20) : part;

    // The bytes of a character behind its first one.
    private static bool IsContinuation(byte part) => part is >= 0x80 and <= 0xBF;
}
