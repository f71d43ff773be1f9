using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CredFunctions;

/// <summary>The first 32 hex digits of SHA-256 over lines: by what a finding or a key is known without its SecretId.</summary>
internal static class ShortHash
{
    private const int Length = 16;

    // One a thread: to make one costs about as much as the hash itself.
    [ThreadStatic]
    private static IncrementalHash? idle;

    /// <summary>The hash of some lines and the two below them.</summary>
    /// <param name="head">The first lines, ASCII, without the end of the last one.</param>
    /// <param name="accountId">The next line.</param>
    /// <param name="secretId">The last line, which has no end.</param>
    public static string Of(string head, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId)
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
