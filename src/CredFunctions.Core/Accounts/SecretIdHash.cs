namespace CredFunctions.Accounts;

/// <summary>
/// Recognises a SecretId again without holding it: 32 hex digits of SHA-256 over source, account id and SecretId, a line each.
/// </summary>
public static class SecretIdHash
{
    public static string Of(string source, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId) =>
        ShortHash.Of(source, accountId, secretId);
}
