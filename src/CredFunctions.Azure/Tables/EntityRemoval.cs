using Azure;
using Azure.Data.Tables;

namespace CredFunctions.Azure.Tables;

/// <summary>Removes rows that are past their keep time, as long as they have not changed since they were found.</summary>
internal static class EntityRemoval
{
    /// <summary>What a query has to give of a row to remove it.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["PartitionKey", "RowKey"];

    /// <summary>Removes a limited number of rows, a hundred of a partition in one transaction; returns how many.</summary>
    /// <remarks>Where a row has changed, or is gone, the hundred that it stands among stay: the next sweep finds them again.</remarks>
    public static async Task<int> RemoveAsync(
        TableClient table, IAsyncEnumerable<TableEntity> rows, int most, CancellationToken cancellationToken)
    {
        var removed = 0;
        var found = await rows.Take(most).ToListAsync(cancellationToken);
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
