using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Pipeline.Telemetry;

namespace CredFunctions.Pipeline;

/// <summary>
/// Sends one notification to its channel and marks it sent. A process that dies between the two sends it again: that is the
/// one case in which something is told twice.
/// </summary>
public sealed class DeliverNotification(IAuditStore store, IEnumerable<INotificationChannel> channels, TimeProvider time)
{
    public async Task HandleAsync(NotificationMessage message, CancellationToken cancellation)
    {
        using var activity = PipelineActivities.Start(nameof(DeliverNotification));
        if (await store.ReadNotificationAsync(message.NotificationId, cancellation) is not { Status: NotificationStatus.Pending } notification)
            return;
        activity?.SetTag(TelemetryTags.Source, notification.Source).SetTag(TelemetryTags.ReportId, notification.ReportId);
        if (channels.FirstOrDefault(channel => channel.Serves(notification.Channel)) is not { } channel)
            return;

        await channel.SendAsync(notification, cancellation);
        var sent = notification with { Status = NotificationStatus.Sent };
        await store.SaveNotificationAsync(sent, cancellation);
        var report = await store.ReadReportAsync(sent.Source, sent.ReportId, cancellation);
        PipelineMeter.DeliveryTried(sent, report?.ArrivedAt, time.GetUtcNow());
    }
}
