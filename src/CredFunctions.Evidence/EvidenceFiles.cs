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

    /// <summary>
    /// Writes a list and its page. Another run may write them at the same time: then they are made again of what it wrote, and the page
    /// that is written last is that of the last list.
    /// </summary>
    /// <param name="make">Makes both of the list that is there, which is null where there is none.</param>
    public static async Task WriteListAsync(
        this IEvidenceStore store, string list, string page, Func<byte[]?, Task<(byte[] List, byte[] Page)>> make,
        CancellationToken cancellationToken)
    {
        var read = await store.ReadAsync(list, cancellationToken);
        while (true)
        {
            var made = await make(read);
            var isWritten = await store.ReplaceAsync(list, read, made.List, cancellationToken);
            if (isWritten)
                await store.WriteAsync(page, made.Page, cancellationToken);
            read = await store.ReadAsync(list, cancellationToken);
            if (isWritten && read.AsSpan().SequenceEqual(made.List))
                return;
        }
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
