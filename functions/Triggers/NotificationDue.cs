using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>A notification is due. A channel is a session, so it gets one at a time.</summary>
public sealed class NotificationDue(DeliverNotification deliver, MessageDispatcher dispatcher)
{
    [Function(nameof(NotificationDue))]
    public async Task RunAsync(
        [ServiceBusTrigger(
            ResourceNames.NotificationsQueue, Connection = SettingNames.ServiceBus, AutoCompleteMessages = false, IsSessionsEnabled = true)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        await actions.SettleAsync(
            message,
            await dispatcher.ReceiveAsync(PipelineMessages.Notifications, message.Incoming(), deliver.HandleAsync, cancellationToken));
}
