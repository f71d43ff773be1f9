using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CredFunctions;

/// <summary>The first 32 hex digits of SHA-256 over lines: by what a finding or a key is known without its SecretId.</summary>
public static class Fingerprint
{
    private const int Length = 16;

    // One a thread: to make one costs about as much as the hash itself.
    [ThreadStatic]
    private static IncrementalHash? idle;

    /// <summary>
    /// What a finding is known by over reports and over key slots: source, rule id, account id and subject, a line each. The
    /// subject is the SecretId for a rule on a key, empty for one on the account.
    /// </summary>
    public static string Of(string source, string ruleId, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId) =>
        Of($"{source}\n{ruleId}", accountId, secretId);

    /// <summary>Recognises a SecretId again without holding it: source, account id and SecretId, a line each.</summary>
    public static string OfKey(string source, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId) =>
        Of(source, accountId, secretId);

    // Source and rule id are ASCII by definition.
    private static string Of(string head, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId)
    {
        var room = head.Length + accountId.Length + secretId.Length + 2;
        byte[]? rented = null;
        var text = room <= 512 ? stackalloc byte[512] : (rented = ArrayPool<byte>.Shared.Rent(room));

        var length = Encoding.ASCII.GetBytes(head, text);
        text[length++] = (byte)'\n';
        accountId.CopyTo(text[length..]);
        length += accountId.Length;
        text[length++] = (byte)'\n';
        secretId.CopyTo(text[length..]);
        length += secretId.Length;

        // Taken away while it is in use, so that one that failed half-way is not used again.
        var sha256 = idle ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        idle = null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha256.AppendData(text[..length]);
        sha256.GetHashAndReset(hash);
        idle = sha256;

        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return Convert.ToHexStringLower(hash[..Length]);
    }
}
