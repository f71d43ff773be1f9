using CredFunctions.Accounts;

namespace CredFunctions.Ports;

/// <summary>Removes rows that are past their keep time, at most a given number at once; each call returns how many it removed.</summary>
public interface IStoreUpkeep
{
    /// <summary>Removes accounts of a bucket that were gone before an instant.</summary>
    Task<int> PurgeAccountsAsync(string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the marks of recorded chunks of every run of a source except the active one. A run that begins meanwhile may lose
    /// marks: then its chunks are recorded again, which changes nothing.
    /// </summary>
    Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Removes notifications that were sent or are unconfirmed and were written before an instant, except those kept by id.
    /// </summary>
    Task<int> PurgeNotificationsAsync(DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken);
}
