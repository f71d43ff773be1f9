using System.Text;

namespace CredFunctions;

/// <summary>How a SecretId is shown: its first 8 characters, an ellipsis, its last 4; nothing of one under 20 characters.</summary>
public static class SecretIdMask
{
    /// <summary>What is shorter is hidden whole: too little would be left to guess.</summary>
    public const int Shortest = 20;

    private const string Whole = "********";

    public static string Of(string secretId) =>
        secretId.Length < Shortest ? Whole : string.Concat(secretId.AsSpan(0, 8), "…", secretId.AsSpan(secretId.Length - 4));

    /// <summary>The mask of a SecretId in UTF-8, which is ASCII by its definition.</summary>
    public static string Of(ReadOnlySpan<byte> secretId) => Of(Encoding.ASCII.GetString(secretId));
}
