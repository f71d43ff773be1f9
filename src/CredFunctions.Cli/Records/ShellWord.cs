namespace CredFunctions.Cli.Records;

/// <summary>A word as it has to be typed, where a sentence recommends a command.</summary>
internal static class ShellWord
{
    public static string Of(string text) =>
        text.Length > 0 && text.All(
            character => char.IsAsciiLetterOrDigit(character) || "/\\._-:+@".Contains(character, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
