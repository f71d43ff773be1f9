using CredFunctions.Accounts;
using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>
/// The whole store, which is the truth. Every write inserts if absent, or is conditional; writing the same thing again is harmless.
/// A handler takes the part that it uses.
/// </summary>
public interface IAuditStore : ILaneStore, IAccountStore, INotificationStore, IStoreUpkeep;

/// <summary>Notifications and their deliveries.</summary>
public interface INotificationStore
{
    /// <summary>Adds notifications that are not there yet, as pending.</summary>
    Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken);

    Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken);

    IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken);

    /// <summary>Every notification, of any status, in no order.</summary>
    IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a notification as its next <see cref="Notification.Revision"/>; false, and nothing saved, when it was saved or
    /// removed since it was read.
    /// </summary>
    Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken);
}

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
