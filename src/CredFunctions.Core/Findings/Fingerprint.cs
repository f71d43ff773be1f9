using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CredFunctions.Findings;

/// <summary>
/// What a finding is known by over reports and over key slots: the first 32 hex digits of SHA-256 over source, rule id,
/// account id and subject, a line each. The subject is the SecretId for a rule on a key, empty for one on the account.
/// </summary>
public static class Fingerprint
{
    private const int Length = 16;

    // One a thread: to make one costs about as much as the hash itself.
    [ThreadStatic]
    private static IncrementalHash? idle;

    public static string Of(string source, string ruleId, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId)
    {
        var room = source.Length + ruleId.Length + accountId.Length + secretId.Length + 3;
        byte[]? rented = null;
        var text = room <= 512 ? stackalloc byte[512] : (rented = ArrayPool<byte>.Shared.Rent(room));

        // Source and rule id are ASCII by definition.
        var length = Encoding.ASCII.GetBytes(source, text);
        text[length++] = (byte)'\n';
        length += Encoding.ASCII.GetBytes(ruleId, text[length..]);
        text[length++] = (byte)'\n';
        accountId.CopyTo(text[length..]);
        length += accountId.Length;
        text[length++] = (byte)'\n';
        secretId.CopyTo(text[length..]);
        length += secretId.Length;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(text[..length], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return Convert.ToHexStringLower(hash[..Length]);
    }

    private static void Hash(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        // Taken away while it is in use, so that one that failed half-way is not used again.
        var sha256 = idle ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        idle = null;
        sha256.AppendData(text);
        sha256.GetHashAndReset(hash);
        idle = sha256;
    }
}
