namespace CredFunctions.Functions.ServiceBus;

/// <summary>Sends messages in batches as large as the service takes, and holds no more than one batch.</summary>
internal sealed class BatchedSending(ServiceBusSender sender) : IAsyncDisposable
{
    private ServiceBusMessageBatch? batch;

    public async Task AddAsync(ServiceBusMessage message, CancellationToken cancellationToken)
    {
        batch ??= await sender.CreateMessageBatchAsync(cancellationToken);
        if (batch.TryAddMessage(message))
            return;

        await FlushAsync(cancellationToken);
        batch = await sender.CreateMessageBatchAsync(cancellationToken);
        // A batch has a limit of its own and a frame around each message: what fits into none may well go alone.
        // https://github.com/Azure/azure-sdk-for-net/issues/44261
        if (!batch.TryAddMessage(message))
            await sender.SendMessageAsync(message, cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (batch is { Count: > 0 })
            await sender.SendMessagesAsync(batch, cancellationToken);
        await DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        batch?.Dispose();
        batch = null;
        return ValueTask.CompletedTask;
    }
}
