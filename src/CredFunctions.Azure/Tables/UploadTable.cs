using Azure;
using Azure.Data.Tables;

using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>The uploads that were seen: rows of the table Reports, beside the lane that they are written with.</summary>
internal sealed class UploadTable(TableClient table)
{
    public async Task<Upload?> ReadAsync(string source, string name, CancellationToken cancellation) =>
        await RowOfAsync(source, name, cancellation) is { } row ? UploadRow.Read(row) : null;

    public IAsyncEnumerable<Upload> ReadAllAsync(string source, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(UploadRow.FilterOf(source), cancellationToken: cancellation).Select(UploadRow.Read);

    public Task SettleAsync(string source, string name, string version, CancellationToken cancellation) =>
        ChangeAsync(source, name, version, row => table.UpdateEntityAsync(UploadRow.Settled(row), row.ETag, TableUpdateMode.Merge, cancellation), cancellation);

    public Task ForgetAsync(string source, string name, string version, CancellationToken cancellation) =>
        ChangeAsync(source, name, version, row => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation), cancellation);

    private async Task ChangeAsync(string source, string name, string version, Func<TableEntity, Task> change, CancellationToken cancellation)
    {
        if (await RowOfAsync(source, name, cancellation) is not { } row || UploadRow.Read(row).Version != version)
            return;

        try
        {
            await change(row);
        }
        catch (RequestFailedException overtaken) when (overtaken.Status is 404 or 412)
        {
            // Another upload was seen under the name meanwhile, or another process has done the same.
        }
    }

    private async Task<TableEntity?> RowOfAsync(string source, string name, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(source), UploadRow.KeyOf(name), cancellationToken: cancellation);
        return row.HasValue ? row.Value : null;
    }
}
