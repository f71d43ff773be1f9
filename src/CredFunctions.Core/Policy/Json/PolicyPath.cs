namespace CredFunctions.Policy.Json;

/// <summary>JSON paths for people: <c>$.exceptions[2].until</c>. Keys that are no plain names are quoted.</summary>
internal static class PolicyPath
{
    public const string Root = "$";

    // Longer than any key of the schema; a pasted SecretId is longer still.
    private const int LongestName = 32;

    public static string Member(string path, string key) => IsName(key) ? $"{path}.{key}" : $"{path}[{PolicyNode.Quoted(key)}]";

    public static string Item(string path, int index) => $"{path}[{index}]";

    private static bool IsName(string key) =>
        key.Length is > 0 and <= LongestName
        && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '$');
}
