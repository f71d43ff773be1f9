using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The reports before one.</summary>
internal static class EarlierReports
{
    /// <summary>As many as a chart of a page's width can show.</summary>
    public const int Most = 23;

    public static async Task<IReadOnlyList<ReportRecord>> ReadAsync(
        ILaneStore reports, ReportRecord record, CancellationToken cancellationToken)
    {
        var latest = new PriorityQueue<ReportRecord, Accounts.RunStamp>();
        await foreach (var earlier in reports.ReadReportsAsync(record.Source, cancellationToken))
        {
            if (earlier.Status is not ReportStatus.Complete || earlier.ReportId == record.ReportId || earlier.Stamp >= record.Stamp)
                continue;
            latest.Enqueue(earlier, earlier.Stamp);
            if (latest.Count > Most)
                latest.Dequeue();
        }

        return [.. latest.UnorderedItems.Select(item => item.Element).OrderBy(earlier => earlier.Stamp)];
    }
}
