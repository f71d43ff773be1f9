using System.Globalization;

using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Pipeline;

/// <summary>
/// Removes what is past its keep time, a bounded piece a sweep; the next one goes on. Reports stay: by them the same bytes are
/// recognised whenever they come again.
/// </summary>
internal sealed class Purge(IAuditStore store, IReportInbox inbox)
{
    /// <summary>What one sweep removes at most, of each kind and source.</summary>
    public const int Most = 2_000;

    /// <summary>Gives how many rows and files were removed.</summary>
    /// <param name="sources">The sources that have a lane.</param>
    /// <param name="policy">How long what is kept.</param>
    /// <param name="kept">The ids of notifications that stay, however old they are.</param>
    /// <param name="now">Which time it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int> RunAsync(
        IEnumerable<string> sources, PolicySettings policy, IReadOnlySet<string> kept, DateTimeOffset now,
            CancellationToken cancellationToken)
    {
        var purged = await store.PurgeNotificationsAsync(now.AddDays(-policy.NotificationRetentionDays), kept, Most, cancellationToken);
        purged += await inbox.PurgeAsync(now.AddDays(-policy.ReportRetentionDays), Most, cancellationToken);
        var bucket = BucketAt(now);
        foreach (var source in sources)
        {
            purged += await store.PurgeAccountsAsync(source, bucket, now.AddDays(-policy.FindingRetentionDays), Most, cancellationToken);
            var active = (await store.ReadLaneAsync(source, cancellationToken)).Lane.Active;
            purged += await store.PurgeChunksAsync(source, active, Most, cancellationToken);
        }

        return purged;
    }

    // One bucket in 16 is looked through each hour. Drawn like an account's, so that every bucket has its turn whatever the
    // hours are at which sweeps run.
    private static int BucketAt(DateTimeOffset now) =>
        AccountBucket.Of((now.UtcTicks / TimeSpan.TicksPerHour).ToString(CultureInfo.InvariantCulture));
}
