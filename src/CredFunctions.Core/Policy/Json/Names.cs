namespace CredFunctions.Policy.Json;

/// <summary>Names of sources and channels: 1 to 64 ASCII letters, digits, dots, underscores and hyphens.</summary>
internal static class Names
{
    public const string Allowed = "1 to 64 ASCII letters, digits, \".\", \"_\" or \"-\"";

    private const int MaxLength = 64;

    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength
            && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
