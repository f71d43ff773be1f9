using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>It is time to look whether a report is recorded.</summary>
public sealed class ReportCompletionDue(CompleteReport complete, Reception reception)
{
    [Function(nameof(ReportCompletionDue))]
    public async Task RunAsync(
        [ServiceBusTrigger(ResourceNames.ReportCompletionsQueue, Connection = SettingNames.ServiceBus, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) =>
        await actions.SettleAsync(message, await reception.ReceiveAsync(PipelineMessages.Completions, message.Body.ToMemory(), complete.HandleAsync, cancellation));
}
