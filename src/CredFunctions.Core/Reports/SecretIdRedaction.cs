using System.Text;
using System.Text.RegularExpressions;

namespace CredFunctions.Reports;

/// <summary>
/// Masks every SecretId in a text that other people wrote and that is given on whole. Where text is only shown,
/// <see cref="ShownText"/> is stricter.
/// </summary>
public static partial class SecretIdRedaction
{
    // Shorter than any real one: a single letter in the SecretId cell must not garble names.
    private const int ShortestSecretId = 16;

    /// <summary>Masks what begins like a SecretId of Tencent Cloud.</summary>
    public static string Apply(string text) => SecretId().Replace(text, static match => SecretIdMask.Of(match.Value));

    /// <summary>Whether the user's name may hold a SecretId: by its looks, or one of the account's own.</summary>
    public static bool IsNeededFor(Account account)
    {
        var username = account.Text(Column.Username);
        return username.IndexOf("AKID"u8) >= 0
            || Holds(username, account.SecretId(account.Key1))
            || Holds(username, account.SecretId(account.Key2));
    }

    /// <summary>The user's name as the report has it, but for SecretIds.</summary>
    public static string UsernameOf(Account account)
    {
        var username = account.Username;
        return IsNeededFor(account)
            ? Apply(Mask(Mask(username, account.SecretId(account.Key1)), account.SecretId(account.Key2)))
            : username;
    }

    private static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secretId) =>
        secretId.Length >= ShortestSecretId && text.IndexOf(secretId) >= 0;

    private static string Mask(string text, ReadOnlySpan<byte> secretId) => secretId.Length < ShortestSecretId
        ? text
        : text.Replace(Encoding.UTF8.GetString(secretId), SecretIdMask.Of(secretId), StringComparison.Ordinal);

    [GeneratedRegex("AKID[A-Za-z0-9_-]{12,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretId();
}
