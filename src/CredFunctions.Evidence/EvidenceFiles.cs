using CredFunctions.Ports;

namespace CredFunctions.Evidence;

/// <summary>Files of evidence that are small enough to be held whole.</summary>
internal static class EvidenceFiles
{
    /// <summary>Gives the name back.</summary>
    public static async Task<string> WriteAsync(this IEvidenceStore store, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var file = await store.CreateAsync(name, cancellationToken);
        await file.Content.WriteAsync(bytes, cancellationToken);
        await file.CommitAsync(cancellationToken);
        return name;
    }

    /// <summary>Null when there is none of that name.</summary>
    public static async Task<byte[]?> ReadAsync(this IEvidenceStore store, string name, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenAsync(name, cancellationToken);
        if (content is null)
            return null;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
