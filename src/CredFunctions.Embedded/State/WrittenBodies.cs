using System.Collections.Concurrent;

namespace CredFunctions.Embedded.State;

/// <summary>The bodies that were read to be saved again, for as long as that takes: one that comes back as it was is not written.</summary>
internal sealed class WrittenBodies
{
    // What was read and never saved must not pile up.
    private const int MaxKept = 4_096;

    private readonly ConcurrentDictionary<long, (long Version, byte[] Body)> kept = new();

    public WrittenBodies(StateFile file) => file.WhenUndone(kept.Clear);

    /// <summary>Within the read that they come from.</summary>
    public void Keep(List<ReadAccount> rows)
    {
        if (kept.Count > MaxKept)
            kept.Clear();
        foreach (var row in rows)
            kept[row.Id] = (row.Version, row.Body);
    }

    /// <summary>Whether the row's body is known to be the one that is to be saved. Whoever saves it has compared its version.</summary>
    public bool IsAsWritten(SavedAccount row) =>
        kept.TryRemove(row.Id, out var before) && before.Version == row.Version && before.Body.AsSpan().SequenceEqual(row.Body);
}
