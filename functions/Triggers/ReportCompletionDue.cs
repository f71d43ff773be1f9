using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>It is time to check whether every chunk of a report is recorded.</summary>
public sealed class ReportCompletionDue(CompleteReport complete, MessageDispatcher dispatcher)
{
    [Function(nameof(ReportCompletionDue))]
    public async Task RunAsync(
        [ServiceBusTrigger(ResourceNames.ReportCompletionsQueue, Connection = SettingNames.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        await actions.SettleAsync(
            message,
            await dispatcher.ReceiveAsync(PipelineMessages.Completions, message.Incoming(), complete.HandleAsync, cancellationToken));
}
