using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using CredFunctions.Channels.Http;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Webhook;

/// <summary>JSON, posted to a URL.</summary>
public sealed record WebhookChannel : Channel
{
    public const string KindName = "webhook";

    public override string Kind => KindName;
    public override ListFormat? Carries => ListFormat.Lines;

    /// <summary>The URL, where it is no secret; null exactly when <see cref="UrlSetting"/> names it.</summary>
    public Uri? Url { get; init; }

    public string? UrlSetting { get; init; }

    /// <summary>The setting that holds the value of the Authorization header; null for none.</summary>
    public string? AuthorizationSetting { get; init; }

    /// <summary>The setting that holds the key by which the body is signed; null for no signature.</summary>
    public string? SigningKeySetting { get; init; }

    public bool ChecksRevocation { get; init; } = true;
}

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

    public IChannelSender SenderFrom(SenderParts parts) => new WebhookSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [($"{name}.webhook.json", WebhookBody.Of(notification, now, SampleNotifications.Records))];
}

/// <summary>Posts signed JSON; docs/webhook.md describes it.</summary>
internal sealed class WebhookSender(SenderParts parts) : IChannelSender
{
    public bool Serves(string kind) => kind is WebhookChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var webhook = (WebhookChannel)channel;
        var url = webhook.Url ?? HttpPoster.UrlIn(parts.Secrets, webhook.UrlSetting!);
        var authorization = webhook.AuthorizationSetting is { } setting ? parts.Secrets.Require(setting) : null;
        var key = webhook.SigningKeySetting is { } keySetting ? parts.Secrets.Require(keySetting) : null;

        // A receiver recognises a second copy by the id and the page.
        var secretFree = new SecretFreeText(webhook.UrlSetting is null ? null : url.OriginalString, authorization, key);
        var target = new HttpPoster.Target(channel.Name, secretFree, webhook.ChecksRevocation, KnowsCopies: true);
        var text = NotificationWording.Of(notification, parts.Time.GetUtcNow(), parts.Records);
        var page = 0;
        await foreach (var body in WebhookPages.ReadAsync(notification, text, parts.Evidence, cancellationToken))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            var timestamp = parts.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("X-CredFunctions-Id", notification.Id);
            request.Headers.Add("X-CredFunctions-Page", (++page).ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("X-CredFunctions-Timestamp", timestamp);
            if (key is not null)
                request.Headers.Add("X-CredFunctions-Signature", SignatureOf(key, timestamp, body));
            if (authorization is not null && !request.Headers.TryAddWithoutValidation("Authorization", authorization))
                throw new ChannelRefusedException(
                    ChannelRefusal.Transient, $"The setting {webhook.AuthorizationSetting} cannot be the value of a header.");
            await parts.Http.PostAsync(request, body, target, cancellationToken);
        }

        return Delivery.Whole;
    }

    // Over the timestamp, a dot and the body: proves the origin and the time of a request.
    private static string SignatureOf(string key, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{timestamp}."), .. body];
        return $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed))}";
    }
}
