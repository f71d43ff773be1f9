using System.Runtime.CompilerServices;

using Azure;
using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

// The table Reports: a partition a source with its lane, its reports, the uploads that were seen and the chunks that are recorded.
public sealed partial class TableAuditStore
{
    /// <summary>The sources, one small query each: the first row behind the partition before. No other row is looked at.</summary>
    public async IAsyncEnumerable<string> SourcesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = ""; await FirstAfterAsync(last) is { } partition; last = partition)
            yield return TableKey.Decode(partition);

        ValueTask<string?> FirstAfterAsync(string partition) => reports.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), maxPerPage: 1, ["PartitionKey"], cancellationToken)
            .Select(row => row.PartitionKey).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken) =>
        await FindAsync(reports, TableKey.Encode(source), LaneEntity.Key, cancellationToken) is { } row
            ? LaneEntity.Read(row)
            : new StoredLane(new Lane { Source = source }, Version: null);

    public async Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken) =>
        await FindAsync(reports, TableKey.Encode(source), ReportEntity.KeyOf(reportId), cancellationToken) is { } row
            ? ReportEntity.Read(row)
            : null;

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken) =>
        ReadReportsAsync(source, "", cancellationToken);

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        ReadReportsAsync(source, TableClient.CreateQueryFilter($" and Content eq {sha256}"), cancellationToken);

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken) => ReadReportsAsync(
        source,
        TableClient.CreateQueryFilter($" and (Status eq {nameof(ReportStatus.Waiting)} or Status eq {nameof(ReportStatus.Held)})"),
        cancellationToken);

    public async Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken) =>
        await FindUploadAsync(source, name, cancellationToken) is { } row ? UploadEntity.Read(row) : null;

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken) =>
        reports.QueryAsync<TableEntity>(UploadEntity.FilterOf(source), cancellationToken: cancellationToken).Select(UploadEntity.Read);

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken) => ChangeUploadAsync(
        source, name, version,
        row => reports.UpdateEntityAsync(UploadEntity.Settled(row), row.ETag, TableUpdateMode.Merge, cancellationToken),
        cancellationToken);

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken) => ChangeUploadAsync(
        source, name, version,
        row => reports.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken),
        cancellationToken);

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken)
    {
        var transaction = new EntityTransaction();
        transaction.Write(LaneEntity.Of(step.Lane), version);
        foreach (var upload in step.Uploads)
            transaction.Overwrite(UploadEntity.Of(step.Lane.Source, upload));
        foreach (var removed in step.Removed)
            transaction.Delete(TableKey.Encode(step.Lane.Source), ReportEntity.KeyOf(removed));
        foreach (var record in step.Records)
        {
            if (record.Source != step.Lane.Source)
                throw new ArgumentException($"A step is of one source: {record.Source} is not {step.Lane.Source}.", nameof(step));
            transaction.Overwrite(ReportEntity.Of(record));
        }

        return transaction.CommitAsync(reports, cancellationToken);
    }

    public async Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        await reports.QueryAsync<TableEntity>(ChunkEntity.FilterOf(source, run), select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(ChunkEntity.Read).ToHashSetAsync(cancellationToken: cancellationToken);

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken) =>
        RemoveAsync(reports, ChunkEntity.FilterOfOthers(source, active), most, cancellationToken);

    private IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, string condition, CancellationToken cancellationToken) =>
        reports.QueryAsync<TableEntity>(ReportEntity.FilterOf(source) + condition, cancellationToken: cancellationToken)
            .Select(ReportEntity.Read);

    private Task<TableEntity?> FindUploadAsync(string source, string name, CancellationToken cancellationToken) =>
        FindAsync(reports, TableKey.Encode(source), UploadEntity.KeyOf(name), cancellationToken);

    private async Task ChangeUploadAsync(
        string source, string name, string version, Func<TableEntity, Task> change, CancellationToken cancellationToken)
    {
        if (await FindUploadAsync(source, name, cancellationToken) is not { } row || UploadEntity.Read(row).Version != version)
            return;

        try
        {
            await change(row);
        }
        catch (RequestFailedException ex) when (ex.Status is 404 or 412)
        {
            // Another upload was seen under the name meanwhile, or another process has done the same.
        }
    }
}
