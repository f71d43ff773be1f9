using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Pipeline.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Sends one notification to its channel and marks it sent. A channel that refuses is tried again for a day by scheduled
/// copies, with back-off; nothing else waits for it. A process that dies between sending and marking sends again: that is
/// the one case in which something is told twice.
/// </summary>
public sealed partial class DeliverNotification(
    IAuditStore store, IPolicies policies, IPipelineQueues queues, IEnumerable<INotificationChannel> channels, TimeProvider time, ILogger<DeliverNotification> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public async Task HandleAsync(NotificationMessage message, CancellationToken cancellation)
    {
        using var activity = PipelineActivities.Start(nameof(DeliverNotification));
        if (await store.ReadNotificationAsync(message.NotificationId, cancellation) is not { Status: NotificationStatus.Pending } notification)
            return;

        // A copy is scheduled for later; this one is a hint of the sweep or a double, and must not begin a second chain.
        if (time.GetUtcNow() < notification.NextAttemptAt)
            return;

        activity?.SetTag(TelemetryTags.Source, notification.Source).SetTag(TelemetryTags.ReportId, notification.ReportId);
        try
        {
            var delivery = await SendAsync(notification, cancellation);
            await SentAsync(notification, delivery, cancellation);
        }
        catch (ChannelRefusedException refused)
        {
            await RefusedAsync(notification, refused, cancellation);
        }
    }

    private async Task<Delivery> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var policy = await policies.CurrentAsync(cancellation);
        var channel = policy.ChannelOf(notification.Channel)
                      ?? throw new ChannelRefusedException(ChannelRefusal.Permanent, $"The policy has no channel \"{notification.Channel}\" any more.");
        var way = channels.FirstOrDefault(each => each.Serves(channel.Kind))
                  ?? throw new ChannelRefusedException(ChannelRefusal.Permanent, $"Channels of kind \"{channel.Kind}\" are not served here.");
        return await way.SendAsync(channel, notification, cancellation);
    }

    private async Task SentAsync(Notification notification, Delivery delivery, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var sent = notification with { Status = NotificationStatus.Sent, SentAt = now, LastError = delivery.Remark, NextAttemptAt = null, Missed = null };
        await store.SaveNotificationAsync(sent, cancellation);
        if (delivery.Remark is { } remark)
            Log.SentInPart(logger, sent.Source, sent.ReportId, sent.Run, sent.Kind, sent.Channel, remark);

        var report = sent.ReportId is { } reportId ? await store.ReadReportAsync(sent.Source, reportId, cancellation) : null;
        PipelineMeter.DeliveryTried(sent, report?.ArrivedAt, now);
    }

    private async Task RefusedAsync(Notification notification, ChannelRefusedException refused, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var left = notification.PatienceEndsAt() - now;
        notification = notification with
        {
            Attempts = notification.Attempts + 1,
            LastError = ShortText.Of(refused.Message, NotificationContent.MaxText),
            Missed = refused.Missed ?? notification.Missed,
        };
        if (refused.Refusal is ChannelRefusal.Permanent || left <= TimeSpan.Zero)
        {
            var failed = notification with { Status = NotificationStatus.Failed, NextAttemptAt = null };
            await store.SaveNotificationAsync(failed, cancellation);
            Log.GivenUp(logger, failed.Source, failed.ReportId, failed.Run, failed.Kind, failed.Channel, failed.Attempts, refused.Message);
            PipelineMeter.DeliveryTried(failed, arrivedAt: null, now);
            return;
        }

        // The last try falls on the end of the patience. What is written is what counts; the copy is only a hint.
        var wait = WaitAfter(notification.Attempts);
        wait = refused.RetryAfter > wait ? refused.RetryAfter.Value : wait;
        wait = left < wait ? left : wait;
        await store.SaveNotificationAsync(notification with { NextAttemptAt = now + wait }, cancellation);
        Log.Refused(logger, notification.Source, notification.ReportId, notification.Run, notification.Kind, notification.Channel, notification.Attempts, wait, refused.Message);
        PipelineMeter.DeliveryTried(notification, arrivedAt: null, now);
        await queues.SendAsync(NotificationMessage.Of(notification, notification.Attempts), wait, cancellation);
    }

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(attempts - 1, 16));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The {kind} on report {reportId} of {source}, run {run}, was sent on channel {channel} but in part: {remark}")]
        public static partial void SentInPart(ILogger logger, string source, string? reportId, int? run, NotificationKind kind, string channel, string remark);

        [LoggerMessage(2, LogLevel.Warning, "The {kind} on report {reportId} of {source}, run {run}, was not taken by channel {channel} at try {attempts} and is tried again in {wait}: {reason}")]
        public static partial void Refused(ILogger logger, string source, string? reportId, int? run, NotificationKind kind, string channel, int attempts, TimeSpan wait, string reason);

        [LoggerMessage(3, LogLevel.Error, "The {kind} on report {reportId} of {source}, run {run}, is given up on channel {channel} after {attempts} tries: {reason}")]
        public static partial void GivenUp(ILogger logger, string source, string? reportId, int? run, NotificationKind kind, string channel, int attempts, string reason);
    }
}
