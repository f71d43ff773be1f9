using CredFunctions.Accounts;

namespace CredFunctions.Ports;

/// <summary>One chunk: up to 100 assessed accounts of one bucket.</summary>
/// <param name="Source">The main account.</param>
/// <param name="Run">The run.</param>
/// <param name="Policy">The hash of the policy that the run is pinned to.</param>
/// <param name="Chunk">The chunk's number, from 0.</param>
/// <param name="Accounts">The accounts.</param>
/// <param name="Attempt">How often recording it failed before.</param>
public sealed record AccountFindingsMessage(
    string Source, RunStamp Run, string Policy, int Chunk, IReadOnlyList<AssessedAccount> Accounts, int Attempt = 0);
