using System.Security.Cryptography;


namespace CredFunctions.Policy.Json;

/// <summary>
/// A policy as its author writes it: JSON in UTF-8, with comments and trailing commas if need be. What a file leaves out is
/// as in <see cref="PolicyDocument.Default"/>.
/// </summary>
public static class PolicyFile
{
    /// <summary>The most bytes that a policy may have.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Reads any bytes; nothing in them makes it throw.</summary>
    public static PolicyReading Read(ReadOnlySpan<byte> utf8)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(utf8));
        var remarks = new Remarks();
        var policy = PolicyTree.Read(utf8, remarks) is { } root ? PolicySection.Read(root, hash, remarks) : null;
        return new PolicyReading
        {
            Hash = hash,
            Policy = remarks.Errors.Count == 0 ? policy : null,
            Errors = remarks.Errors,
            Warnings = remarks.Warnings,
        };
    }
}
