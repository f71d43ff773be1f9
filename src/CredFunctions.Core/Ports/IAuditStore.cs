using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.Ports;

/// <summary>The truth. Every write is an insert if absent, or conditional; what was written once may be written again.</summary>
public interface IAuditStore
{
    /// <summary>The sources that have a lane.</summary>
    IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken);

    Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken);

    Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken);

    /// <summary>A source's reports, in no order.</summary>
    IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken);

    /// <summary>The reports of a source that have the same bytes, in no order.</summary>
    IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken);

    /// <summary>Those of a source's reports that wait for their turn, or are held for a person, in no order.</summary>
    IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken);

    /// <summary>The upload that was seen last under a name of the inbox.</summary>
    Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken);

    /// <summary>Every upload of a source that was seen, one a name, in no order.</summary>
    IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken);

    /// <summary>Notes that nothing is left to do with an upload, unless another one was seen under its name since.</summary>
    Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken);

    /// <summary>Forgets an upload, unless another one was seen under its name since.</summary>
    Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken);

    /// <summary>
    /// Saves a lane with everything that changes with it in one transaction; false, and nothing saved, when the lane has moved
    /// since.
    /// </summary>
    Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken);

    /// <summary>
    /// The chunks of a run that are recorded: what stands in the store for good, and no write that may still be undone.
    /// </summary>
    Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken);

    /// <summary>Those of the accounts that are known; all ids are of one bucket, see <see cref="AccountBucket"/>.</summary>
    Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(
        string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken);

    /// <summary>The ids of the accounts of a source that have not left.</summary>
    IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellationToken);

    /// <summary>Every account of a source, those that left included.</summary>
    IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellationToken);

    /// <summary>
    /// The accounts that completing a run has to look at: those with an open finding, those with events, whichever run made
    /// them, and those that are present and that the run has not touched. A store that cannot distinguish them gives more.
    /// </summary>
    IAsyncEnumerable<StoredAccount> ReadNotableAccountsAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        ReadAllAccountsAsync(source, cancellationToken);

    /// <summary>
    /// Saves up to 100 accounts of one bucket under a start of the lane, see <see cref="Lane.Starts"/>. Each bucket of a source
    /// carries the highest start that wrote to it, compared and set in the same transaction; what comes under a lower one is refused.
    /// </summary>
    Task<SaveResult> SaveAccountsAsync(
        string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken);

    /// <summary>
    /// Saves the accounts of a chunk and then marks it as recorded, never the other way round: a store may commit both a moment
    /// later, but no mark without its accounts.
    /// </summary>
    Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken);

    /// <summary>
    /// Claims every bucket of a source for a start, so that no earlier one writes any more; false where a later one has
    /// written.
    /// </summary>
    Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken);

    /// <summary>Adds notifications that are not there yet, as pending.</summary>
    Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken);

    Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken);

    /// <summary>The notifications that are to be sent.</summary>
    IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken);

    /// <summary>Every notification, whatever has become of it, in no order.</summary>
    IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a notification as its next <see cref="Notification.Revision"/>; false, and nothing saved, when it was saved or removed
    /// since it was read.
    /// </summary>
    Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken);

    /// <summary>Removes accounts of a bucket that were gone before an instant, at most so many; gives how many.</summary>
    Task<int> PurgeAccountsAsync(string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the marks of recorded chunks of every run of a source but the one being worked, at most so many; gives how
    /// many. A run that begins meanwhile may lose marks: then its chunks are recorded again, which changes nothing.
    /// </summary>
    Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Removes notifications that were sent or are unconfirmed and were written before an instant, at most so many, but none that
    /// is kept by its id; gives how many.
    /// </summary>
    Task<int> PurgeNotificationsAsync(DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken);
}
