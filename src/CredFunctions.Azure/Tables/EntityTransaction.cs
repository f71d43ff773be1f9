using Azure;
using Azure.Data.Tables;

namespace CredFunctions.Azure.Tables;

/// <summary>
/// Entities of one partition that are saved together or not at all, each inserted if absent or replaced if it is still
/// what was read.
/// </summary>
/// <remarks>
/// A conflict may be our own doing: when the answer to a write gets lost, the client repeats the write, and the repetition
/// finds the row there already (409) or newer than expected (412). So every row carries the id of the attempt that wrote
/// it; after a conflict the row is read back, and if the id is ours, so is the write.
/// </remarks>
internal sealed class EntityTransaction
{
    /// <summary>The column with the attempt that wrote the row last.</summary>
    public const string AttemptColumn = "Attempt";

    private readonly List<TableTransactionAction> actions = [];
    private readonly HashSet<string> rows = new(StringComparer.Ordinal);
    private int bytes;

    /// <summary>Identifies this write.</summary>
    private readonly string attempt = Guid.NewGuid().ToString("N");

    /// <summary>The partition of its rows.</summary>
    public string PartitionKey => actions[0].Entity.PartitionKey;

    /// <summary>Adds a write.</summary>
    /// <param name="entity">The row to write.</param>
    /// <param name="version">The ETag that it must still have; null if it must not exist yet.</param>
    /// <exception cref="ArgumentException">The service would refuse it.</exception>
    public void Write(TableEntity entity, string? version)
    {
        if (version is null)
            Add(TableTransactionActionType.Add, entity);
        else
            Add(TableTransactionActionType.UpdateReplace, entity, new ETag(version));
    }

    /// <summary>The same where the transaction stays within its limits; false where another one has to take the row.</summary>
    public bool TryWrite(TableEntity entity, string? version) => version is null
        ? TryAdd(TableTransactionActionType.Add, entity)
        : TryAdd(TableTransactionActionType.UpdateReplace, entity, new ETag(version));

    /// <summary>Adds a write that another write of the same transaction guards.</summary>
    public void Overwrite(TableEntity entity) => Add(TableTransactionActionType.UpsertReplace, entity);

    /// <summary>Adds the removal of an existing row, guarded by another write of the same transaction.</summary>
    public void Delete(string partitionKey, string rowKey) =>
        Add(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ETag.All);

    /// <summary>Adds a write to a row that must exist, in any version.</summary>
    public void Touch(TableEntity entity) => Add(TableTransactionActionType.UpdateMerge, entity, ETag.All);

    /// <summary>Adds the removal of a row that must still be what was read.</summary>
    public void Remove(TableEntity read) =>
        Add(TableTransactionActionType.Delete, new TableEntity(read.PartitionKey, read.RowKey), read.ETag);

    /// <summary>Saves everything; false, and nothing saved, when one of the rows is not what it must be.</summary>
    public async Task<bool> CommitAsync(TableClient table, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (IsConflict(ex))
        {
            return await IsOursAsync(table, ex, cancellationToken);
        }
    }

    private static bool IsConflict(RequestFailedException failure) =>
        failure.ErrorCode is "EntityAlreadyExists" or "UpdateConditionNotSatisfied" or "ConditionNotMet" or "ResourceNotFound";

    private void Add(TableTransactionActionType type, TableEntity entity, ETag version = default)
    {
        if (!TryAdd(type, entity, version))
            throw new ArgumentException(
                $"A transaction holds {TableLimits.TransactionEntities} rows and {TableLimits.TransactionBytes} bytes.", nameof(entity));
    }

    private bool TryAdd(TableTransactionActionType type, TableEntity entity, ETag version = default)
    {
        // The attempt is sent as well, so it counts.
        entity[AttemptColumn] = attempt;
        TableLimits.Check(entity);
        var sent = TableLimits.SentBytes(entity);
        var isFirst = actions.Count == 0;
        if (!isFirst && !TableLimits.FitTransaction(actions.Count + 1, bytes + sent))
            return false;
        if (!isFirst && actions[0].Entity.PartitionKey != entity.PartitionKey)
            throw new ArgumentException(
                $"A transaction is of one partition: {actions[0].Entity.PartitionKey} is not {entity.PartitionKey}.", nameof(entity));
        if (!rows.Add(entity.RowKey))
            throw new ArgumentException($"A transaction writes a row once: {entity.RowKey} is there already.", nameof(entity));
        bytes += sent;
        actions.Add(new TableTransactionAction(type, entity, version));
        return true;
    }

    // Together or not at all: one row with our attempt shows that all were written.
    private async Task<bool> IsOursAsync(TableClient table, RequestFailedException conflict, CancellationToken cancellationToken)
    {
        var failed = conflict is TableTransactionFailedException { FailedTransactionActionIndex: { } index } ? index : 0;
        var row = actions[failed].Entity;

        // A row that had to be there is not: this attempt wrote nothing.
        if (actions[failed].ActionType is TableTransactionActionType.UpdateMerge)
            return false;
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, [AttemptColumn], cancellationToken);
        return stored.HasValue && stored.Value!.GetString(AttemptColumn) == attempt;
    }
}
