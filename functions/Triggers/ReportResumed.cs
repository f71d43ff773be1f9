using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>A report is next in its lane, made no progress, or is due for a retry.</summary>
public sealed class ReportResumed(IngestReport ingest, MessageDispatcher dispatcher)
{
    [Function(nameof(ReportResumed))]
    public async Task RunAsync(
        [ServiceBusTrigger(ResourceNames.ReportsQueue, Connection = SettingNames.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        await actions.SettleAsync(
            message,
            await dispatcher.ReceiveAsync(PipelineMessages.Reports, message.Incoming(), ingest.HandleAsync, cancellationToken));
}
