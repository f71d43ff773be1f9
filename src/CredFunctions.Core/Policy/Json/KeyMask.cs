using System.Text.Json;


namespace CredFunctions.Policy.Json;

/// <summary>A masked SecretId, as findings show it; three dots may stand for the ellipsis, which few keyboards have.</summary>
internal static class KeyMask
{
    private const int Head = 8;
    private const int Tail = 4;

    // What a SecretId that is too short to show is masked as.
    private static readonly string Hidden = SecretIdMask.Of("");

    public static string? Read(PolicyNode node, Remarks remarks)
    {
        var mask = node.Kind is JsonValueKind.String ? node.Text.Replace("...", "…", StringComparison.Ordinal) : "";
        if (mask == Hidden || (
            mask.Length == Head + 1 + Tail && mask[Head] is '…' && mask.Remove(Head, 1).All(character => character is > ' ' and <= '~')))
            return mask;
        node.RefuseAs("the masked SecretId that findings show, such as \"AKIDab12…9xYz\"", remarks);
        return null;
    }
}
