using System.Buffers;

namespace CredFunctions.Policy.Json;

/// <summary>Recognises secrets. Many people read a policy, and it is kept for long, so it must not contain any.</summary>
internal static class SecretText
{
    public const string WhereItBelongs =
        "the name of a setting (an environment variable, an app setting or a Key Vault reference) that holds the value; "
        + "keys ending in \"Setting\" take such names";

    private static readonly char[] QueryMarks = ['?', '&'];

    // Of URLs: shared access signatures, workflow and function URLs, chat webhooks.
    private static readonly string[] QueryNames =
    [
        "sig", "signature", "code", "token", "access_token", "sas", "apikey", "api_key", "api-key", "password", "pwd", "secret",
        "client_secret",
    ];

    private static readonly SearchValues<string> ConnectionStringParts = SearchValues.Create(
        ["accountkey=", "accesskey=", "sharedaccesskey=", "sharedaccesssignature=", "password=", "pwd=", "-----begin "],
        StringComparison.OrdinalIgnoreCase);

    private static readonly string[] KeyParts =
        ["password", "secret", "token", "connectionstring", "apikey", "accesskey", "signature", "credential"];

    /// <summary>A URL with a signature, a token or a password in it; a connection string; a private key.</summary>
    public static bool IsLikely(string text) =>
        text.AsSpan().ContainsAny(ConnectionStringParts) || HasSecretQuery(text) || HasUserInfo(text);

    /// <summary>Whether the value of a key of this name would be a secret.</summary>
    public static bool IsKeyOfSecret(string key)
    {
        var plain = string.Concat(key.Where(char.IsAsciiLetterOrDigit));
        return Array.Exists(KeyParts, part => plain.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    // Of the parts between "?" and "&", one that gives such a name a value.
    private static bool HasSecretQuery(string text) => text.Split(QueryMarks).Skip(1).Any(parameter =>
        parameter.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && equals < parameter.Length - 1
        && QueryNames.Contains(parameter[..equals], StringComparer.OrdinalIgnoreCase));

    // scheme://user:password@host
    private static bool HasUserInfo(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return false;
        var authority = text.AsSpan(scheme + 3);
        var end = authority.IndexOfAny('/', '?', '#');
        authority = end < 0 ? authority : authority[..end];
        var at = authority.LastIndexOf('@');
        return at > 0 && authority[..at].Contains(':');
    }
}
