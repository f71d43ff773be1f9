using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CredFunctions.Cli.Records;

/// <summary>The keys of signed evidence: ECDSA on the curve P-256, as PEM.</summary>
internal static class EvidenceKey
{
    private const int Bits = 256;

    /// <summary>The key that signs; null where no path is given.</summary>
    /// <exception cref="CommandException">It cannot be read, or is of another kind.</exception>
    [return: NotNullIfNotNull(nameof(path))]
    public static ECDsa? Private(string? path) => Read(
        path, "--sign", "openssl ecparam -name prime256v1 -genkey -noout -out key.pem",
        pem => pem.Contains("PRIVATE KEY", StringComparison.Ordinal));

    /// <summary>The key that a signature is checked with; null where no path is given.</summary>
    /// <exception cref="CommandException">It cannot be read, or is of another kind.</exception>
    [return: NotNullIfNotNull(nameof(path))]
    public static ECDsa? Public(string? path) => Read(path, "--key", "openssl ec -in key.pem -pubout -out public.pem", _ => true);

    private static ECDsa? Read(string? path, string option, string make, Func<string, bool> isOfKind)
    {
        if (path is null)
            return null;

        var key = ECDsa.Create();
        try
        {
            var pem = File.ReadAllText(path);
            key.ImportFromPem(pem);
            if (key.KeySize == Bits && isOfKind(pem))
                return key;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CommandException($"{option} \"{path}\" cannot be read as a key: {ex.Message.ReplaceLineEndings(" ")} "
                + $"\"{make}\" makes one.");
        }

        key.Dispose();
        throw new CommandException($"{option} \"{path}\" is no such key on the curve P-256: \"{make}\" makes one.");
    }
}
