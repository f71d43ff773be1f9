using System.Text.Json;

namespace CredFunctions.Channels.Http;

/// <summary>Removes secrets from text that is kept and shown, such as the message of an exception.</summary>
internal sealed class SecretFreeText
{
    private const int Shortest = 4;

    // A part of a path that is longer is a token, as in the URLs of chat bots, and no word.
    private const int LongestWord = 15;

    private readonly List<string> secrets = [];

    /// <param name="values">Values of secret settings. The path and the query of a URL are secret.</param>
    public SecretFreeText(params IEnumerable<string?> values)
    {
        foreach (var value in values.OfType<string>())
        {
            // A server may repeat only the second word of "Bearer abc".
            secrets.AddRange([value, value[(value.LastIndexOf(' ') + 1)..]]);
            if (Uri.TryCreate(value, UriKind.Absolute, out var url))
            {
                secrets.Add(url.PathAndQuery);
                secrets.AddRange(url.AbsolutePath.Split('/').Where(part => part.Length > LongestWord));
                secrets.AddRange(url.Query.TrimStart('?').Split('&').Select(part => part[(part.IndexOf('=') + 1)..]));
            }
        }

        // A server may decode them, or write them in JSON.
        secrets.AddRange(
            [.. secrets.SelectMany(secret => new[] { Uri.UnescapeDataString(secret), JsonEncodedText.Encode(secret).ToString() })]);
        secrets.RemoveAll(secret => secret.Length < Shortest);
        secrets.Sort((one, other) => other.Length.CompareTo(one.Length));
    }

    public string Of(string text) => secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, "***", StringComparison.Ordinal));
}
