using Azure;
using Azure.Data.Tables;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Tables;

/// <summary>The truth in Table storage: a file of source a table. docs/tables.md describes every key and column.</summary>
public sealed partial class TableAuditStore(TableServiceClient service) : IAuditStore
{
    private readonly TableClient accounts = service.GetTableClient(ResourceNames.AccountsTable);
    private readonly TableClient reports = service.GetTableClient(ResourceNames.ReportsTable);
    private readonly TableClient notifications = service.GetTableClient(ResourceNames.NotificationsTable);

    private static async Task<TableEntity?> FindAsync(
        TableClient table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>
    /// Removes rows past their keep time, as long as they have not changed since they were found: at most a number of them, a hundred of
    /// a partition in one transaction. Returns how many.
    /// </summary>
    /// <remarks>Where a row has changed, or is gone, the hundred that it stands among stay: the next sweep finds them again.</remarks>
    private static async Task<int> RemoveAsync(
        TableClient table, string filter, int most, CancellationToken cancellationToken, Func<TableEntity, bool>? isKept = null)
    {
        var removed = 0;
        var found = await table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken)
            .Where(row => isKept is null || !isKept(row)).Take(most).ToListAsync(cancellationToken);
        foreach (var some in found.GroupBy(row => row.PartitionKey, StringComparer.Ordinal)
            .SelectMany(partition => partition.Chunk(TableLimits.TransactionEntities)))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    some.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)), cancellationToken);
                removed += some.Length;
            }
            catch (TableTransactionFailedException ex) when (ex.Status is 404 or 412)
            {
                // Another process uses one of them again, or has removed it.
            }
        }

        return removed;
    }
}
