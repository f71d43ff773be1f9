using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.Ports;

/// <summary>Accounts, and the chunks of a run that are recorded.</summary>
public interface IAccountStore
{
    /// <summary>The chunks of a run that are recorded and committed; a write that may still be undone is not among them.</summary>
    Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken);

    /// <summary>Those of the accounts that are known; all ids are in one bucket, see <see cref="AccountBucket"/>.</summary>
    Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(
        string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken);

    /// <summary>The ids of the accounts of a source that have not left.</summary>
    IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellationToken);

    /// <summary>Every account of a source, including those that left.</summary>
    IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellationToken);

    /// <summary>
    /// The accounts that matter to the completion of a run: those with an open finding or something due, those with events of any run, and
    /// those that are present and that the run has not touched. A store that cannot distinguish them returns more.
    /// </summary>
    IAsyncEnumerable<StoredAccount> ReadNotableAccountsAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        ReadAllAccountsAsync(source, cancellationToken);

    /// <summary>
    /// Saves up to 100 accounts of one bucket under a start of the lane, see <see cref="Lane.Starts"/>. Each bucket of a source
    /// carries the highest start that wrote to it, compared and set in the same transaction; a write under a lower one is refused.
    /// </summary>
    Task<SaveResult> SaveAccountsAsync(
        string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken);

    /// <summary>
    /// Saves the accounts of a chunk and then marks it as recorded, never the other way round: a store may commit both a moment
    /// later, but never a mark without its accounts.
    /// </summary>
    Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken);

    /// <summary>
    /// Claims every bucket of a source for a start, so that no earlier start writes any more; false where a later one has
    /// written.
    /// </summary>
    Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken);
}

/// <summary>An account with the version under which it was read.</summary>
/// <param name="Version">What <see cref="IAccountStore.SaveAccountsAsync"/> compares; null for one that must not be there yet.</param>
public sealed record StoredAccount(AccountState State, string? Version);

/// <summary>The result of saving accounts.</summary>
public enum SaveResult : byte
{
    Saved,

    /// <summary>One of the accounts has changed since it was read: read them again.</summary>
    Changed,

    /// <summary>A later start has written to their bucket: this write is late, and nothing is left to do.</summary>
    Superseded,
}
