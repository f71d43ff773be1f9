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
                warn($"Channel \"{channel.Name}\" takes what it is sent again.");
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
            if (Remember(channel.Name, ex.Message))
                warn($"Channel \"{channel.Name}\" did not take what it was sent{ForWhom(ex)}. {ex.Message}{WhatIsNext(ex)}");
            throw;
        }
    }

    private static string ForWhom(ChannelRefusedException refused) => refused.Missed is null ? "" : " for everybody";

    private static string WhatIsNext(ChannelRefusedException refused) =>
        refused.Refusal is ChannelRefusal.Permanent ? "" : " It is tried again for a day.";

    private bool Remember(string channel, string reason)
    {
        var isNew = !reasons.TryGetValue(channel, out var known) || known != reason;
        reasons[channel] = reason;
        return isNew;
    }
}
