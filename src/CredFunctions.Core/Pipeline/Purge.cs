using System.Globalization;

using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Removes what is past its keep time, a limited number a sweep; the next sweep goes on. Reports stay, so that the same bytes are
/// recognised whenever they come again.
/// </summary>
public sealed partial class Purge(
    IStoreUpkeep store, IReportInbox inbox, LaneKeeper lanes, TimeProvider time, ILogger<Purge> logger)
{
    /// <summary>How much one sweep removes at most, of each kind and source.</summary>
    public const int Most = 2_000;

    /// <param name="sources">The sources that have a lane.</param>
    /// <param name="current">
    /// The notices that still hold, which stay however old they are: they would be added and sent again, were they not found.
    /// </param>
    public async Task RunAsync(
        IEnumerable<string> sources, PolicySettings policy, IEnumerable<Notification> current, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var kept = current.Select(notice => notice.Id).ToHashSet(StringComparer.Ordinal);
        var purged = await store.PurgeNotificationsAsync(now.AddDays(-policy.NotificationRetentionDays), kept, Most, cancellationToken);
        purged += await inbox.PurgeAsync(now.AddDays(-policy.ReportRetentionDays), Most, cancellationToken);
        foreach (var source in sources)
        {
            purged += await AccountsAsync(source, BucketAt(now), policy, cancellationToken);
            purged += await ChunksAsync(source, cancellationToken);
        }

        if (purged > 0)
            Log.Purged(logger, purged);
    }

    /// <summary>Removes every account and every mark of a chunk of a source that is past its keep time.</summary>
    public async Task RunAsync(string source, PolicySettings policy, CancellationToken cancellationToken)
    {
        for (var bucket = 0; bucket < AccountBucket.Count; bucket++)
        {
            while (await AccountsAsync(source, bucket, policy, cancellationToken) >= Most)
                cancellationToken.ThrowIfCancellationRequested();
        }

        while (await ChunksAsync(source, cancellationToken) >= Most)
            cancellationToken.ThrowIfCancellationRequested();
    }

    private Task<int> AccountsAsync(string source, int bucket, PolicySettings policy, CancellationToken cancellationToken) =>
        store.PurgeAccountsAsync(source, bucket, time.GetUtcNow().AddDays(-policy.FindingRetentionDays), Most, cancellationToken);

    private async Task<int> ChunksAsync(string source, CancellationToken cancellationToken) => await store.PurgeChunksAsync(
        source, (await lanes.LaneAsync(source, cancellationToken)).Active, Most, cancellationToken);

    // Each hour looks through one bucket of 16. The hour is hashed like an account id, so that every bucket has its turn whatever
    // the hours at which sweeps run.
    private static int BucketAt(DateTimeOffset now) =>
        AccountBucket.Of((now.UtcTicks / TimeSpan.TicksPerHour).ToString(CultureInfo.InvariantCulture));

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "{rows} rows and files are past their keep time and were removed.")]
        public static partial void Purged(ILogger logger, int rows);
    }
}
