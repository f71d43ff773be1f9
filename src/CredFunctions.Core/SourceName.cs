using System.Buffers;

namespace CredFunctions;

/// <summary>What a main account is called: 1 to 64 ASCII letters (case counts), digits, <c>.</c>, <c>_</c>, <c>-</c>.</summary>
public static class SourceName
{
    public const string Default = "default";

    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is >= 1 and <= MaxLength && !name.ContainsAnyExcept(Allowed);
}
