using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// Finds in the inbox what no message spoke of: uploads that were never seen, and those with which something is left to do.
/// </summary>
internal sealed class InboxSweep(IAuditStore store, IPipelineQueues queues, IReportInbox inbox)
{
    /// <summary>Looks at the files of a source. None of them is opened. Gives the uploads in it whose as-of was refused.</summary>
    /// <param name="source">The source.</param>
    /// <param name="keptSince">Files that are done with and older than this are removed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<Upload>> LookAsync(string source, DateTimeOffset keptSince, CancellationToken cancellationToken)
    {
        var refused = new List<Upload>();

        // Read first: what is forgotten below was seen before the inbox was listed, and is not in it any more.
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
            // The lane sees to these.
            ReportStatus.Waiting or ReportStatus.Recording => false,
            ReportStatus.Held => record.IsAccepted || entry.IsAccepted,
            _ => true,
        };
    }
}
