using Azure.Messaging.ServiceBus;

using Microsoft.Azure.Functions.Worker;

namespace CredFunctions.Functions.Tests.ServiceBus;

/// <summary>Keeps how a message was settled.</summary>
internal sealed class RecordingActions : ServiceBusMessageActions
{
    /// <summary>In words: <c>complete</c>, <c>abandon</c>, or <c>dead-letter</c> with reason and description.</summary>
    public List<string> Settled { get; } = [];

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Settle("complete");

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) => Settle("abandon");

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) => Settle($"dead-letter {deadLetterReason}: {deadLetterErrorDescription}");

    private Task Settle(string how)
    {
        Settled.Add(how);
        return Task.CompletedTask;
    }
}
