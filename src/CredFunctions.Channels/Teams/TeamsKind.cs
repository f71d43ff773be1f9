using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Teams;

internal sealed class TeamsKind : IChannelKind
{
    public string Kind => TeamsChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var url = settings.Require("urlSetting")?.Setting();
        var isBare = settings.Take("bare")?.Flag() ?? false;
        var checksRevocation = settings.ChecksRevocation();
        return url is null
            ? null
            : new TeamsChannel { Name = name, UrlSetting = url, IsBare = isBare, ChecksRevocation = checksRevocation };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new TeamsSender(parts.Http, parts.Secrets, parts.Time);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [($"{name}.card.json", TeamsCard.Message(NotificationWording.Of(notification, now), ((TeamsChannel)channel).IsBare))];
}
