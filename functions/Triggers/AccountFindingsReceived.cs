using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>A chunk of a report has to be recorded.</summary>
public sealed class AccountFindingsReceived(RecordAccounts record, Reception reception)
{
    [Function(nameof(AccountFindingsReceived))]
    public async Task RunAsync(
        [ServiceBusTrigger(ResourceNames.AccountFindingsQueue, Connection = SettingNames.ServiceBus, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) =>
        await actions.SettleAsync(message, await reception.ReceiveAsync(PipelineMessages.AccountFindings, message.Body.ToMemory(), record.HandleAsync, cancellation));
}
