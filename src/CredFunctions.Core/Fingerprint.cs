namespace CredFunctions;

/// <summary>
/// What a finding is known by over reports and over key slots: the first 32 hex digits of SHA-256 over source, rule id,
/// account id and subject, a line each. The subject is the SecretId for a rule on a key, empty for one on the account.
/// </summary>
public static class Fingerprint
{
    // Source and rule id are ASCII by definition.
    public static string Of(string source, string ruleId, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId) =>
        ShortHash.Of($"{source}\n{ruleId}", accountId, secretId);
}
