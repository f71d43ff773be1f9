using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>A chunk of a report has to be recorded.</summary>
public sealed class AccountFindingsReceived(RecordAccounts record, MessageDispatcher dispatcher)
{
    [Function(nameof(AccountFindingsReceived))]
    public async Task RunAsync(
        [ServiceBusTrigger(
            ResourceNames.AccountFindingsQueue, Connection = SettingNames.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        await actions.SettleAsync(
            message,
            await dispatcher.ReceiveAsync(PipelineMessages.AccountFindings, message.Incoming(), record.HandleAsync, cancellationToken));
}
