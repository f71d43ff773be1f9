using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Pipeline;

/// <summary>
/// Sends one notification to its channel and marks it sent. A channel that refuses is tried again for a day by scheduled
/// copies, with back-off; nothing else waits for it. A process that dies between sending and marking sends again: that is
/// the one case in which something is told twice.
/// </summary>
public sealed class DeliverNotification(
    IAuditStore store, IPolicies policies, IPipelineQueues queues, IEnumerable<INotificationChannel> channels, TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public async Task HandleAsync(NotificationMessage message, CancellationToken cancellation)
    {
        if (await store.ReadNotificationAsync(message.NotificationId, cancellation) is not { Status: NotificationStatus.Pending } notification)
            return;

        // A copy is scheduled for later; this one is a hint of the sweep or a double, and must not begin a second chain.
        if (time.GetUtcNow() < notification.NextAttemptAt)
            return;

        try
        {
            var delivery = await SendAsync(notification, cancellation);
            await store.SaveNotificationAsync(
                notification with { Status = NotificationStatus.Sent, SentAt = time.GetUtcNow(), LastError = delivery.Remark, NextAttemptAt = null }, cancellation);
        }
        catch (ChannelRefusedException refused)
        {
            await KeepAsync(notification, refused, cancellation);
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

    private async Task KeepAsync(Notification notification, ChannelRefusedException refused, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var left = notification.PatienceEndsAt() - now;
        notification = notification with { Attempts = notification.Attempts + 1, LastError = ShortText.Of(refused.Message, NotificationContent.MaxText) };
        if (refused.Refusal is ChannelRefusal.Permanent || left <= TimeSpan.Zero)
        {
            await store.SaveNotificationAsync(notification with { Status = NotificationStatus.Failed, NextAttemptAt = null }, cancellation);
            return;
        }

        // The last try falls on the end of the patience. What is written is what counts; the copy is only a hint.
        var wait = WaitAfter(notification.Attempts);
        wait = refused.RetryAfter > wait ? refused.RetryAfter.Value : wait;
        wait = left < wait ? left : wait;
        await store.SaveNotificationAsync(notification with { NextAttemptAt = now + wait }, cancellation);
        await queues.SendAsync(new NotificationMessage(notification.Id, notification.Channel, notification.Attempts), wait, cancellation);
    }

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(attempts - 1, 16));
        return wait < LongestWait ? wait : LongestWait;
    }
}
