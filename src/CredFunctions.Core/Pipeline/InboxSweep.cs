using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>Finds files of the inbox that no message mentioned: uploads that were never seen, and unfinished ones.</summary>
public sealed class InboxSweep(ILaneStore store, IPipelineQueues queues, IReportInbox inbox, TimeProvider time)
{
    /// <summary>
    /// Looks at the files of the sources that have a lane, and of those that have files, without opening them. Returns a notice for
    /// each upload whose as-of was refused.
    /// </summary>
    public async Task<IReadOnlyList<Notification>> LookAsync(
        IReadOnlyList<string> sources, PolicyDocument policy, CancellationToken cancellationToken)
    {
        var notices = new List<Notification>();
        var arrivals = await inbox.SourcesAsync(cancellationToken).ToListAsync(cancellationToken);
        foreach (var source in sources.Union(arrivals, StringComparer.Ordinal))
        {
            var keptSince = time.GetUtcNow().AddDays(-policy.ReportRetentionDays);
            foreach (var upload in await LookAsync(source, keptSince, cancellationToken))
            {
                if (await store.ReadReportAsync(source, upload.ReportId, cancellationToken) is { } report)
                    notices.AddRange(Notices.EarlierAsOf(report, upload, policy.For(source), time.GetUtcNow()));
            }
        }

        return notices;
    }

    // Finished files from before the time are removed. Returns the uploads whose as-of was refused.
    private async Task<IReadOnlyList<Upload>> LookAsync(string source, DateTimeOffset keptSince, CancellationToken cancellationToken)
    {
        var refused = new List<Upload>();

        // Read first: an upload that is forgotten below was seen before the inbox was listed, and is not in it any more.
        var seen = await store.ReadUploadsAsync(source, cancellationToken)
            .ToDictionaryAsync(upload => upload.Name, StringComparer.Ordinal, cancellationToken);
        await foreach (var entry in inbox.ListAsync(source, cancellationToken))
        {
            var isSeen = seen.Remove(entry.Name, out var upload);
            if (upload is { IsRefused: true })
                refused.Add(upload);
            if (entry.IsGrowing)
                continue;
            if (!isSeen || upload!.Version != entry.Version || await HasMoreToDoAsync(source, upload, entry, cancellationToken))
                await queues.SendAsync(new ReportMessage(source, entry.Name), cancellationToken);
            else if (upload.IsSettled && entry.ModifiedAt < keptSince)
                await inbox.RemoveAsync(source, entry.Name, entry.Version, cancellationToken);
        }

        foreach (var gone in seen.Values)
            await store.ForgetUploadAsync(source, gone.Name, gone.Version, cancellationToken);
        return refused;
    }

    private async Task<bool> HasMoreToDoAsync(string source, Upload upload, InboxEntry entry, CancellationToken cancellationToken)
    {
        if (upload.IsSettled)
            return false;

        var record = await store.ReadReportAsync(source, upload.ReportId, cancellationToken);
        if (upload.IsRefused)
            return record?.Status is ReportStatus.Withdrawn;
        return record?.Status switch
        {
            // The lane resumes these.
            ReportStatus.Waiting or ReportStatus.Recording => false,
            ReportStatus.Held => record.IsAccepted || entry.IsAccepted,
            _ => true,
        };
    }
}
