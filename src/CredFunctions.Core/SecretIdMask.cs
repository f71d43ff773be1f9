using System.Text;

namespace CredFunctions;

/// <summary>How a SecretId is shown: its first 8 characters, an ellipsis, its last 4; nothing of one under 20 characters.</summary>
public static class SecretIdMask
{
    /// <summary>What is shorter is hidden whole: too little would be left to guess.</summary>
    public const int Shortest = 20;

    private const string Whole = "********";
    private const char Ellipsis = '…';
    private const int First = 8;
    private const int Last = 4;

    public static string Of(string secretId) => Of(Encoding.ASCII.GetBytes(secretId));

    /// <summary>The mask of a SecretId in UTF-8, which is ASCII by its definition.</summary>
    public static string Of(ReadOnlySpan<byte> secretId) => secretId.Length < Shortest ? Whole
        : string.Create(First + 1 + Last, secretId, static (mask, secretId) =>
        {
            Encoding.ASCII.GetChars(secretId[..First], mask);
            mask[First] = Ellipsis;
            Encoding.ASCII.GetChars(secretId[^Last..], mask[(First + 1)..]);
        });
}
