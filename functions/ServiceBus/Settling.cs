using CredFunctions.Azure.Messages;

namespace CredFunctions.Functions.ServiceBus;

/// <summary>Reads a message as the dispatcher takes it, and carries out how it is settled.</summary>
internal static class Settling
{
    public static IncomingMessage Incoming(this ServiceBusReceivedMessage message)
    {
        var hasBytes = message.GetRawAmqpMessage().Body.TryGetData(out _);
        return new IncomingMessage(hasBytes ? message.Body.ToMemory() : default(ReadOnlyMemory<byte>?), message.DeliveryCount);
    }

    /// <remarks>Without a token: an app that has to stop still abandons its message.</remarks>
    public static Task SettleAsync(this ServiceBusMessageActions actions, ServiceBusReceivedMessage message, Settlement settlement) =>
        settlement.Kind switch
        {
            SettlementKind.Complete => actions.CompleteMessageAsync(message, CancellationToken.None),
            SettlementKind.Abandon => actions.AbandonMessageAsync(message, propertiesToModify: null, CancellationToken.None),
            // The host settles nothing by itself, and stops renewing the lock.
            SettlementKind.Leave => Task.CompletedTask,
            SettlementKind.DeadLetter => actions.DeadLetterMessageAsync(
                message, propertiesToModify: null, settlement.Reason, settlement.Description, CancellationToken.None),
            _ => throw new InvalidOperationException($"A message cannot be settled as {settlement.Kind}."),
        };
}
