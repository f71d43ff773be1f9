using System.Collections.Concurrent;

namespace CredFunctions.Embedded.State;

/// <summary>
/// The bodies that were read to be saved again: one that comes back as it was is not written, so that the second report takes no
/// longer than the first (docs/performance.md).
/// </summary>
internal sealed class WrittenBodies
{
    // Bodies that were read and never saved must not pile up.
    private const int MaxKept = 4_096;

    private readonly ConcurrentDictionary<long, (long Version, byte[] Body)> kept = new();

    public WrittenBodies(StateFile file) => file.WhenUndone(kept.Clear);

    /// <summary>Within the read that they come from.</summary>
    public void Keep(IEnumerable<(long Id, long Version, byte[] Body)> rows)
    {
        if (kept.Count > MaxKept)
            kept.Clear();
        foreach (var (id, version, body) in rows)
            kept[id] = (version, body);
    }

    /// <summary>Whether the row's body is known to be the one that is to be saved. The caller has compared its version.</summary>
    public bool IsAsWritten(SavedAccount row) =>
        kept.TryRemove(row.Id, out var before) && before.Version == row.Version && before.Body.AsSpan().SequenceEqual(row.Body);
}
