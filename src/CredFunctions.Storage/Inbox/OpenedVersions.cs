using Azure;

namespace CredFunctions.Storage.Inbox;

/// <summary>
/// The versions of blobs that are being read. A report is rejected while it is open; should its blob hold other bytes by
/// then, nobody has judged those, and they must not be put aside.
/// </summary>
internal sealed class OpenedVersions
{
    private readonly Lock gate = new();
    private readonly List<(string Blob, ETag Version)> opened = [];

    public void Add(string blob, ETag version)
    {
        lock (gate)
            opened.Add((blob, version));
    }

    public void Remove(string blob, ETag version)
    {
        lock (gate)
            opened.Remove((blob, version));
    }

    /// <summary>Whether the blob is being read, though not in this version.</summary>
    public bool AreOthersThan(string blob, ETag version)
    {
        lock (gate)
        {
            var versions = opened.Where(each => each.Blob == blob).Select(each => each.Version).ToList();
            return versions.Count > 0 && !versions.Contains(version);
        }
    }
}
