using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Webhook;

internal sealed class WebhookKind : IChannelKind
{
    public string Kind => WebhookChannel.KindName;

    public Channel Read(string name, PolicyObject settings)
    {
        if (settings.Take("url") is null == settings.Take("urlSetting") is null)
            settings.Node.Refuse("needs exactly one of \"url\" and \"urlSetting\"");
        return new WebhookChannel
        {
            Name = name,
            Url = settings.Take("url")?.PublicUrl(),
            UrlSetting = settings.Take("urlSetting")?.Setting(),
            AuthorizationSetting = settings.Take("authorizationSetting")?.Setting(),
            SigningKeySetting = settings.Take("signingKeySetting")?.Setting(),
            ChecksRevocation = settings.ChecksRevocation(),
        };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new WebhookSender(parts.Http, parts.Secrets, parts.Time);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [($"{name}.webhook.json", WebhookBody.Of(notification, now))];
}
