using CredFunctions.Azure.Messages;

namespace CredFunctions.Functions.ServiceBus;

/// <summary>Carries out how a message is settled.</summary>
internal static class Settling
{
    /// <remarks>Without a token: an app that has to stop still abandons its message.</remarks>
    public static Task SettleAsync(this ServiceBusMessageActions actions, ServiceBusReceivedMessage message, Settlement settlement) =>
        settlement.Kind switch
        {
            SettlementKind.Complete => actions.CompleteMessageAsync(message, CancellationToken.None),
            SettlementKind.Abandon => actions.AbandonMessageAsync(message, propertiesToModify: null, CancellationToken.None),
            SettlementKind.DeadLetter => actions.DeadLetterMessageAsync(
                message, propertiesToModify: null, settlement.Reason, settlement.Description, CancellationToken.None),
            _ => throw new InvalidOperationException($"A message cannot be settled as {settlement.Kind}."),
        };
}
