using System.Security.Cryptography;

namespace CredFunctions.Policy.Json;

/// <summary>
/// A policy as its author writes it: JSON in UTF-8; comments and trailing commas are allowed. Whatever a file omits is as in
/// <see cref="PolicyDocument.Default"/>.
/// </summary>
public static class PolicyFile
{
    /// <summary>The most bytes that a policy may have.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Reads any bytes. Invalid content never throws: it is in <see cref="PolicyReading.Errors"/>.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="channels">One reader for each kind of channel that a policy may name.</param>
    public static PolicyReading Read(ReadOnlySpan<byte> utf8, IReadOnlyList<IChannelReader> channels)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(utf8));
        var remarks = new Remarks();
        var policy = PolicyTree.Read(utf8, remarks) is { } root ? PolicySection.Read(root, hash, channels) : null;
        return new PolicyReading
        {
            Hash = hash,
            Policy = remarks.Errors.Count == 0 ? policy : null,
            Errors = remarks.Errors,
            Warnings = remarks.Warnings,
        };
    }
}
