using System.Runtime.CompilerServices;

using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>The table Reports: a partition a source with its lane, its reports and the chunks that are recorded.</summary>
internal sealed class ReportTable(TableClient table)
{
    /// <summary>The sources, one small query each: the first row behind the partition before. No other row is looked at.</summary>
    public async IAsyncEnumerable<string> SourcesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = ""; await FirstAfterAsync(last, cancellationToken) is { } partition; last = partition)
            yield return TableKey.Decode(partition);
    }

    public async Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            TableKey.Encode(source), LaneRow.Key, cancellationToken: cancellationToken);
        return row.HasValue ? LaneRow.Read(row.Value!) : new StoredLane(new Lane { Source = source }, Version: null);
    }

    public async Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            TableKey.Encode(source), ReportRow.KeyOf(reportId), cancellationToken: cancellationToken);
        return row.HasValue ? ReportRow.Read(row.Value!) : null;
    }

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken)
    {
        var filter = FilterOf(source);
        return table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(ReportRow.Read);
    }

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken)
    {
        var filter = FilterOf(source) + TableClient.CreateQueryFilter($" and Content eq {sha256}");
        return table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(ReportRow.Read);
    }

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken)
    {
        var filter = FilterOf(source) + TableClient.CreateQueryFilter(
            $" and (Status eq {nameof(ReportStatus.Waiting)} or Status eq {nameof(ReportStatus.Held)})");
        return table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(ReportRow.Read);
    }

    /// <summary>Saves a lane with everything that changes with it.</summary>
    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken)
    {
        var transaction = new EntityTransaction();
        transaction.Write(LaneRow.Of(step.Lane), version);
        foreach (var upload in step.Uploads)
            transaction.Overwrite(UploadRow.Of(step.Lane.Source, upload));
        foreach (var removed in step.Removed)
            transaction.Delete(TableKey.Encode(step.Lane.Source), ReportRow.KeyOf(removed));
        foreach (var record in step.Records)
        {
            if (record.Source != step.Lane.Source)
                throw new ArgumentException($"A step is of one source: {record.Source} is not {step.Lane.Source}.", nameof(step));
            transaction.Overwrite(ReportRow.Of(record));
        }

        return transaction.CommitAsync(table, cancellationToken);
    }

    public Task MarkChunkAsync(string source, RunStamp run, int chunk, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(ChunkRow.Of(source, run, chunk), TableUpdateMode.Replace, cancellationToken);

    public async Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        await table.QueryAsync<TableEntity>(ChunkRow.FilterOf(source, run), select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(ChunkRow.Read).ToHashSetAsync(cancellationToken: cancellationToken);

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken) =>
        EntityRemoval.RemoveAsync(
        table,
        table.QueryAsync<TableEntity>(
            ChunkRow.FilterOfOthers(source, active), select: EntityRemoval.Columns, cancellationToken: cancellationToken),
        most,
        cancellationToken);

    private ValueTask<string?> FirstAfterAsync(string partition, CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), maxPerPage: 1, ["PartitionKey"], cancellationToken)
            .Select(row => row.PartitionKey).FirstOrDefaultAsync(cancellationToken);

    private static string FilterOf(string source) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {TableKey.Encode(source)} and RowKey ge {ReportRow.FirstKey} and RowKey lt {ReportRow.LastKey}");
}
