namespace CredFunctions.Azure.Inbox;

/// <summary>The names of the blobs in the container <c>reports</c>: <c>{source}/{name}</c>, where the name may contain folders.</summary>
public static class ReportBlobName
{
    // No blob name can hold it: clients take "./" out of a URL before they send it.
    private const string InNoFolder = "./";

    /// <summary>The blob of a report.</summary>
    public static string Of(string source, string name) =>
        name.StartsWith(InNoFolder, StringComparison.Ordinal) ? name[InNoFolder.Length..] : $"{source}/{name}";

    /// <summary>The report of a blob; null for a folder's marker. A blob in no folder is of the source <c>default</c>.</summary>
    public static (string Source, string Name)? Parse(string blobName)
    {
        if (blobName.EndsWith('/'))
            return null;

        var slash = blobName.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0
            ? (SourceName.Default, InNoFolder + blobName)
            : (blobName[..slash], blobName[(slash + 1)..]);
    }
}
