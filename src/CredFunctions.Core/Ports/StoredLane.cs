using CredFunctions.Runs;

namespace CredFunctions.Ports;

/// <summary>A lane with the version under which it was read.</summary>
/// <param name="Lane">The lane; an empty one where the source is new.</param>
/// <param name="Version">What <see cref="ILaneStore.CommitAsync"/> compares; null where the source is new.</param>
public sealed record StoredLane(Lane Lane, string? Version);
