using System.Collections.Concurrent;

using CredFunctions.Channels;
using CredFunctions.Embedded.State;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Embedded;

/// <summary>The policy in force, read anew for every report, and in the state every one that was in force before.</summary>
/// <param name="state">Where they are kept, byte for byte: a run is pinned to the one under which it began.</param>
/// <param name="read">Reads the bytes of the policy in force; null where there is none and the defaults apply.</param>
internal sealed class EmbeddedPolicies(StateFile state, Func<byte[]?> read) : IPolicies
{
    private readonly ConcurrentDictionary<string, PolicyDocument> known = new(StringComparer.Ordinal)
    {
        [PolicyDocument.DefaultHash] = PolicyDocument.Default,
    };

    private volatile RefusedPolicy? refused;

    public RefusedPolicy? Refused => refused;

    public Task<PolicyDocument> CurrentAsync(CancellationToken cancellationToken) => Task.FromResult(Current());

    public Task<PolicyDocument> ReadAsync(string hash, CancellationToken cancellationToken) => Task.FromResult(Read(hash));

    private PolicyDocument Current()
    {
        if (read() is not { } bytes)
        {
            refused = null;
            return PolicyDocument.Default;
        }

        var reading = PolicyFile.Read(bytes, ChannelKinds.Readers);
        var last = state.Read(() => state.Statement("SELECT hash FROM policies ORDER BY accepted DESC LIMIT 1").Value().Text);
        if (!reading.IsValid)
        {
            var used = last is null ? PolicyDocument.Default : Read(last);
            refused = new RefusedPolicy(reading.Hash, reading.Errors, used.Hash);
            return used;
        }

        if (last != reading.Hash)
            Accept(reading.Hash, bytes);
        known[reading.Hash] = reading.Policy;
        refused = null;
        return reading.Policy;
    }

    private PolicyDocument Read(string hash)
    {
        if (known.TryGetValue(hash, out var policy))
            return policy;

        var bytes = state.Read(() => state.Statement("SELECT bytes FROM policies WHERE hash = ?1").Value(hash).Bytes)
            ?? throw new InvalidDataException($"The policy {hash} was in force once, but is not in the state any more.");
        var reading = PolicyFile.Read(bytes, ChannelKinds.Readers);
        if (reading.Hash != hash || !reading.IsValid)
            throw new InvalidDataException($"The policy {hash} in the state is not as it was when it was accepted.");
        return known.GetOrAdd(hash, reading.Policy);
    }

    private void Accept(string hash, byte[] bytes) => state.Write(isSynced: true, () => state.Statement(
        """
        INSERT INTO policies (hash, accepted, bytes) VALUES (?1, (SELECT coalesce(max(accepted), 0) + 1 FROM policies), ?2)
        ON CONFLICT DO UPDATE SET accepted = excluded.accepted
        """)
        .Execute(hash, bytes));
}
