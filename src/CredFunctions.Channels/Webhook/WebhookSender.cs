using System.Globalization;

using CredFunctions.Channels.Http;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Webhook;

/// <summary>Posts signed JSON; docs/webhook.md describes it.</summary>
internal sealed class WebhookSender(HttpPoster http, IChannelSecrets secrets, TimeProvider time) : IChannelSender
{
    public const string IdHeader = "X-CredFunctions-Id";

    public bool Serves(string kind) => kind is WebhookChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var webhook = (WebhookChannel)channel;
        var url = webhook.Url ?? HttpPoster.UrlIn(secrets, webhook.UrlSetting!);
        var authorization = webhook.AuthorizationSetting is { } setting ? secrets.Require(setting) : null;
        var key = webhook.SigningKeySetting is { } keySetting ? secrets.Require(keySetting) : null;

        var now = time.GetUtcNow();
        var body = WebhookBody.Of(notification, now);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Add(IdHeader, notification.Id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (key is not null)
            request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(key, now.ToUnixTimeSeconds(), body));
        if (authorization is not null && !request.Headers.TryAddWithoutValidation("Authorization", authorization))
            throw new ChannelRefusedException(
                ChannelRefusal.Transient, $"The setting {webhook.AuthorizationSetting} cannot be the value of a header.");

        // A receiver recognises a second copy by the id.
        var secretFree = new SecretFreeText(webhook.UrlSetting is null ? null : url.OriginalString, authorization, key);
        await http.PostAsync(
            request, body, new HttpPoster.Target(channel.Name, secretFree, webhook.ChecksRevocation, KnowsCopies: true), cancellationToken);
        return Delivery.Whole;
    }
}
