using System.Collections.Concurrent;

using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Telemetry;

namespace CredFunctions.Pipeline;

/// <summary>
/// Sends one notification to its channel and marks it sent. A refused notification is retried for a day by scheduled copies, with
/// back-off; nothing else waits for it. One whose answer is lost becomes unconfirmed and is not retried. A process that dies between
/// sending and marking sends again: that is the only case of a second copy.
/// </summary>
public sealed class DeliverNotification(
    INotificationStore store, NotificationSender sender, IPipelineQueues queues, DeliveryLog log, TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // By how much the clocks of a queue and of this process may differ.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    // Outcomes that could not be saved. Their messages come again and must not send again.
    private readonly ConcurrentDictionary<string, Notification> unsaved = new(StringComparer.Ordinal);

    public async Task HandleAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(DeliverNotification));
        if (await store.ReadNotificationAsync(
            message.NotificationId, cancellationToken) is not { Status: NotificationStatus.Pending } notification)
        {
            unsaved.TryRemove(message.NotificationId, out _);
            return;
        }

        activity?.SetTag(TelemetryTags.Source, notification.Source).SetTag(TelemetryTags.ReportId, notification.ReportId);
        if (!unsaved.TryGetValue(notification.Id, out var outcome) || outcome.ReplayedAt != notification.ReplayedAt)
        {
            notification = outcome is null ? notification : ReplayAfter(outcome, notification);
            if (!await IsDueAsync(message, notification, cancellationToken))
                return;
            outcome = await TryAsync(notification, cancellationToken);
            unsaved[outcome.Id] = outcome;
        }

        await SaveAsync(outcome);
    }

    // A copy that a queue delivers some seconds early is waited for. Any other early message leaves one copy scheduled, with the
    // id of the copy that may be scheduled already, so that no second chain of tries begins.
    private async Task<bool> IsDueAsync(NotificationMessage message, Notification notification, CancellationToken cancellationToken)
    {
        if (notification.NextAttemptAt is not { } dueAt || dueAt - time.GetUtcNow() is not { Ticks: > 0 } early)
            return true;

        if (early <= ClockSkew)
        {
            await Task.Delay(early, time, cancellationToken);
            return true;
        }

        var copy = NotificationMessage.Of(notification, notification.Attempts);
        if (message.Attempt == notification.Attempts)
            copy = copy with { Deferred = message.Deferred + 1 };
        await queues.SendAsync(copy, early, cancellationToken);
        return false;
    }

    private async Task<Notification> TryAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            var delivery = await sender.SendAsync(notification, cancellationToken);
            return notification with
            {
                Status = NotificationStatus.Sent,
                SentAt = time.GetUtcNow(),
                LastError = delivery.Remark,
                NextAttemptAt = null,
                Missed = null,
            };
        }
        catch (ChannelRefusedException ex)
        {
            return Refused(notification, ex);
        }
    }

    private Notification Refused(Notification notification, ChannelRefusedException refused)
    {
        var now = time.GetUtcNow();
        var left = notification.PatienceEndsAt() - now;
        notification = notification with
        {
            Attempts = notification.Attempts + 1,
            LastError = ShortText.Of(refused.Message, NotificationContent.MaxText),
            NextAttemptAt = null,
            Missed = refused.Missed ?? notification.Missed,
        };
        if (refused.Refusal is ChannelRefusal.Unconfirmed)
            return notification with { Status = NotificationStatus.Unconfirmed, SentAt = now };
        if (refused.Refusal is ChannelRefusal.Permanent || left <= TimeSpan.Zero)
            return notification with { Status = NotificationStatus.Failed };

        // The last try falls on the end of the patience.
        var wait = WaitAfter(notification.Attempts);
        wait = refused.RetryAfter > wait ? refused.RetryAfter.Value : wait;
        return notification with { NextAttemptAt = now + (left < wait ? left : wait) };
    }

    // Without a token: only this process knows the outcome, and it saves that even when it has to stop.
    private async Task SaveAsync(Notification outcome)
    {
        var saved = await SaveUnlessReplayedAsync(outcome);
        unsaved.TryRemove(outcome.Id, out _);

        var now = time.GetUtcNow();
        var wait = saved?.NextAttemptAt is { } next && next > now ? next - now : TimeSpan.Zero;
        await log.NoteAsync(outcome, wait, now);
        if (saved is { Status: NotificationStatus.Pending })
            await queues.SendAsync(NotificationMessage.Of(saved, saved.Attempts), wait, CancellationToken.None);
    }

    // A replay requested during the try still takes place. Returns what is stored now; null where another process has ended the
    // notification.
    private async Task<Notification?> SaveUnlessReplayedAsync(Notification outcome)
    {
        var saved = outcome;
        while (!await store.SaveNotificationAsync(saved, CancellationToken.None))
        {
            if (await store.ReadNotificationAsync(outcome.Id, CancellationToken.None) is not { Status: NotificationStatus.Pending } current)
                return null;
            saved = current.ReplayedAt == outcome.ReplayedAt ? outcome with { Revision = current.Revision } : ReplayAfter(outcome, current);
        }

        return saved;
    }

    // Recipients that the try reached do not get it again.
    private static Notification ReplayAfter(Notification outcome, Notification replay) => outcome.Missed is null
        ? replay
        : replay with { Missed = [.. outcome.Missed.Select(each => each with { Refusal = null })] };

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(attempts - 1, 16));
        return wait < LongestWait ? wait : LongestWait;
    }
}

/// <summary>Finds a notification's channel in the policy in force and the service that sends to it.</summary>
public sealed class NotificationSender(IPolicies policies, IEnumerable<IChannelSender> channels)
{
    /// <exception cref="ChannelRefusedException">It did not arrive, or its arrival is unconfirmed.</exception>
    public async Task<Delivery> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var policy = await policies.CurrentAsync(cancellationToken);
        var channel = policy.ChannelOf(notification.Channel)
                      ?? throw new ChannelRefusedException(
                          ChannelRefusal.Permanent, $"The policy has no channel \"{notification.Channel}\" any more.");
        var service = channels.FirstOrDefault(each => each.Serves(channel.Kind))
                      ?? throw new ChannelRefusedException(
                          ChannelRefusal.Permanent, $"Channels of kind \"{channel.Kind}\" are not served here.");
        return await service.SendAsync(channel, notification.In(channel.Language), cancellationToken);
    }
}
