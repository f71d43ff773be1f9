using System.Collections.Concurrent;

using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.Channels;

/// <summary>Tells whoever reads along when a channel stops taking what it is sent, once for each reason, and when it takes it again.</summary>
internal sealed class OutspokenChannel(INotificationChannel way, Action<string> say) : INotificationChannel
{
    private readonly ConcurrentDictionary<string, string> reasons = new(StringComparer.Ordinal);

    public bool Serves(ChannelKind kind) => way.Serves(kind);

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellation)
    {
        try
        {
            var delivery = await way.SendAsync(channel, notification, cancellation);
            if (reasons.TryRemove(channel.Name, out _))
                say($"Channel \"{channel.Name}\" takes what it is sent again.");
            if (delivery.Remark is { } remark)
                say($"Channel \"{channel.Name}\": {remark}");
            return delivery;
        }
        catch (ChannelRefusedException lost) when (lost.Refusal is ChannelRefusal.Unconfirmed)
        {
            say($"Channel \"{channel.Name}\" did not confirm a notification, which is not sent again by itself. {lost.Message} "
                + $"\"credfunctions replay {ShortId.Of(notification.Id)}\" sends it again.");
            throw;
        }
        catch (ChannelRefusedException refused)
        {
            if (Remember(channel.Name, refused.Message))
                say($"Channel \"{channel.Name}\" did not take what it was sent{ForWhom(refused)}. {refused.Message}{WhatIsNext(refused)}");
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
