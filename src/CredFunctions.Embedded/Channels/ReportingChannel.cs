using System.Collections.Concurrent;

using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.Channels;

/// <summary>
/// Warns the operator when a channel begins to refuse notifications, once for each reason, and when it accepts them again.
/// </summary>
internal sealed class ReportingChannel(IChannelSender channels, Action<string> warn) : IChannelSender
{
    private readonly ConcurrentDictionary<string, string> reasons = new(StringComparer.Ordinal);

    public bool Serves(string kind) => channels.Serves(kind);

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            var delivery = await channels.SendAsync(channel, notification, cancellationToken);
            if (reasons.TryRemove(channel.Name, out _))
                warn($"Channel \"{channel.Name}\" accepts notifications again.");
            if (delivery.Remark is { } remark)
                warn($"Channel \"{channel.Name}\": {remark}");
            return delivery;
        }
        catch (ChannelRefusedException ex) when (ex.Refusal is ChannelRefusal.Unconfirmed)
        {
            warn($"Channel \"{channel.Name}\" did not confirm a notification, which is not sent again by itself. {ex.Message} "
                + $"\"credfunctions replay {ShortId.Of(notification.Id)}\" sends it again.");
            throw;
        }
        catch (ChannelRefusedException ex)
        {
            var isNew = !reasons.TryGetValue(channel.Name, out var known) || known != ex.Message;
            reasons[channel.Name] = ex.Message;
            if (isNew)
            {
                var recipients = ex.Missed is null ? "" : " for some of its recipients";
                var retry = ex.Refusal is ChannelRefusal.Permanent ? "" : " It is retried for a day.";
                warn($"Channel \"{channel.Name}\" refused a notification{recipients}. {ex.Message}{retry}");
            }

            throw;
        }
    }
}

/// <summary>
/// Stands for every channel of a scan without --notify: the state keeps the notifications, and a replay can send them.
/// </summary>
internal sealed class NoDelivery : IChannelSender
{
    /// <summary>Why a notification that was not meant to be sent is not.</summary>
    public const string Reason = "The report was scanned without --notify.";

    public bool Serves(string kind) => true;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        throw new ChannelRefusedException(ChannelRefusal.Permanent, Reason);
}
