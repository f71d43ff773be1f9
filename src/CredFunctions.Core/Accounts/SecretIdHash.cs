using System.Security.Cryptography;
using System.Text;

namespace CredFunctions.Accounts;

/// <summary>Recognises a SecretId again without holding it: 32 hex digits of SHA-256 over source, account id and SecretId.</summary>
public static class SecretIdHash
{
    private const int Length = 16;

    public static string Of(string source, ReadOnlySpan<byte> accountId, ReadOnlySpan<byte> secretId)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(source));
        hash.AppendData("\n"u8);
        hash.AppendData(accountId);
        hash.AppendData("\n"u8);
        hash.AppendData(secretId);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Length));
    }
}
