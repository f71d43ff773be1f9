namespace CredFunctions;

/// <summary>Names, any of which may match.</summary>
public sealed class NamePatterns
{
    private readonly NamePattern[] patterns;

    public NamePatterns(params IEnumerable<NamePattern> patterns) => this.patterns = [.. patterns];

    public static NamePatterns None { get; } = new();

    public IReadOnlyList<NamePattern> All => patterns;

    public bool IsEmpty => patterns.Length == 0;

    /// <summary>Whether any pattern matches a name in UTF-8. Allocates nothing.</summary>
    public bool Matches(ReadOnlySpan<byte> name)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(name))
                return true;
        }

        return false;
    }
}
