using System.Runtime.CompilerServices;

using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Storage.Tables;

/// <summary>The table Reports: a partition a source with its lane, its reports and the chunks that are recorded.</summary>
internal sealed class ReportTable(TableClient table)
{
    /// <summary>The sources, one small query each: the first row behind the partition before. No other row is looked at.</summary>
    public async IAsyncEnumerable<string> SourcesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = ""; await FirstAfterAsync(last, cancellation) is { } partition; last = partition)
            yield return TableKey.Decode(partition);
    }

    public async Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(source), LaneRow.Key, cancellationToken: cancellation);
        return row.HasValue ? LaneRow.Read(row.Value!) : new StoredLane(new Lane { Source = source }, Version: null);
    }

    public async Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(source), ReportRow.KeyOf(reportId), cancellationToken: cancellation);
        return row.HasValue ? ReportRow.Read(row.Value!) : null;
    }

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {TableKey.Encode(source)} and RowKey ge {ReportRow.FirstKey} and RowKey lt {ReportRow.LastKey}");
        return table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(ReportRow.Read);
    }

    /// <summary>Saves a lane and its records.</summary>
    /// <remarks>
    /// Only a step that finds a hundred waiting reports stale at once is more than a transaction holds. Then the lane goes
    /// with the records that it speaks of, and the stale ones follow, as long as nobody has moved the lane. One that was
    /// left behind still waits: the next step finds it stale again.
    /// </remarks>
    public async Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellation)
    {
        var records = new Queue<ReportRecord>(step.Records.OrderBy(record => record.Status is ReportStatus.Stale));
        var transaction = Take(step.Lane, version, records);
        if (records.TryPeek(out var left) && left.Status is not ReportStatus.Stale)
            throw new ArgumentException($"A step changes {step.Records.Count} records, more than a transaction holds.", nameof(step));
        if (!await transaction.CommitAsync(table, cancellation))
            return false;

        while (records.Count > 0)
        {
            var head = (await table.GetEntityAsync<TableEntity>(TableKey.Encode(step.Lane.Source), LaneRow.Key, cancellationToken: cancellation)).Value;
            if (head.GetString(EntityTransaction.AttemptColumn) != transaction.Attempt)
                break;
            transaction = Take(step.Lane, head.ETag.ToString(), records);
            if (!await transaction.CommitAsync(table, cancellation))
                break;
        }

        return true;
    }

    public Task MarkChunkAsync(string source, RunStamp run, int chunk, CancellationToken cancellation) =>
        table.UpsertEntityAsync(ChunkRow.Of(source, run, chunk), TableUpdateMode.Replace, cancellation);

    public async Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellation) =>
        await table.QueryAsync<TableEntity>(ChunkRow.FilterOf(source, run), select: ["RowKey"], cancellationToken: cancellation)
            .Select(ChunkRow.Read).ToHashSetAsync(cancellationToken: cancellation);

    private static EntityTransaction Take(Lane lane, string? version, Queue<ReportRecord> records)
    {
        var transaction = new EntityTransaction();
        transaction.Write(LaneRow.Of(lane), version);
        while (records.TryPeek(out var record))
        {
            if (record.Source != lane.Source)
                throw new ArgumentException($"A step is of one source: {record.Source} is not {lane.Source}.", nameof(records));
            var row = ReportRow.Of(record);
            if (!transaction.Fits(row))
                break;
            transaction.Overwrite(row);
            records.Dequeue();
        }

        return transaction;
    }

    private ValueTask<string?> FirstAfterAsync(string partition, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), maxPerPage: 1, ["PartitionKey"], cancellation)
            .Select(row => row.PartitionKey).FirstOrDefaultAsync(cancellation);
}
