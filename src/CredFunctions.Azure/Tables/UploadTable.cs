using Azure;
using Azure.Data.Tables;

using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>The uploads that were seen: rows of the table Reports, beside the lane that they are written with.</summary>
internal sealed class UploadTable(TableClient table)
{
    public async Task<Upload?> ReadAsync(string source, string name, CancellationToken cancellationToken) =>
        await RowOfAsync(source, name, cancellationToken) is { } row ? UploadRow.Read(row) : null;

    public IAsyncEnumerable<Upload> ReadAllAsync(string source, CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>(UploadRow.FilterOf(source), cancellationToken: cancellationToken).Select(UploadRow.Read);

    public Task SettleAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        ChangeAsync(source, name, version, row =>
            table.UpdateEntityAsync(UploadRow.Settled(row), row.ETag, TableUpdateMode.Merge, cancellationToken), cancellationToken);

    public Task ForgetAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        ChangeAsync(source, name, version, row =>
            table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken), cancellationToken);

    private async Task ChangeAsync(
        string source, string name, string version, Func<TableEntity, Task> change, CancellationToken cancellationToken)
    {
        if (await RowOfAsync(source, name, cancellationToken) is not { } row || UploadRow.Read(row).Version != version)
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

    private async Task<TableEntity?> RowOfAsync(string source, string name, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            TableKey.Encode(source), UploadRow.KeyOf(name), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }
}
