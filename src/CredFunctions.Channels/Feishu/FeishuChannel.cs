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

namespace CredFunctions.Channels.Feishu;

/// <summary>A group of Feishu (飞书) or Lark, by its custom bot.</summary>
public sealed record FeishuChannel : Channel
{
    public const string KindName = "feishu";

    public override string Kind => KindName;

    /// <summary>The setting that holds the bot's URL, which contains a token.</summary>
    public required string UrlSetting { get; init; }

    /// <summary>The setting that holds the bot's secret; null where its messages are not signed.</summary>
    public string? SecretSetting { get; init; }

    public bool ChecksRevocation { get; init; } = true;
}

internal sealed class FeishuKind : IChannelKind
{
    public string Kind => FeishuChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var url = settings.Require("urlSetting")?.Setting();
        var secret = settings.Take("secretSetting")?.Setting();
        var checksRevocation = settings.ChecksRevocation();
        return url is null
            ? null
            : new FeishuChannel { Name = name, UrlSetting = url, SecretSetting = secret, ChecksRevocation = checksRevocation };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new FeishuSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [(
            $"{name}.feishu.json",
            FeishuCard.Message(NotificationWording.Of(notification, now, SampleNotifications.Records)))];
}

/// <summary>Posts cards to the custom bot of a group, signed if it has a secret.</summary>
internal sealed class FeishuSender(SenderParts parts) : IChannelSender
{
    // 100 messages a minute, 5 a second: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(600);

    // Frequency limit; parameters of a message, and a card, that are not allowed. The code 9499, "Bad Request", has several causes.
    private static readonly BotAnswers Answers =
        new("code", "msg", Busy: [11232], BusyFor: TimeSpan.FromMinutes(1), Invalid: [11246, 19002, 230099]);

    public bool Serves(string kind) => kind is FeishuChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var group = (FeishuChannel)channel;
        var url = HttpPoster.UrlIn(parts.Secrets, group.UrlSetting);
        var secret = group.SecretSetting is { } setting ? parts.Secrets.Require(setting).Trim() : null;
        var now = parts.Time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        (string Timestamp, string Sign)? signature = secret is null ? null : SignatureOf(secret, now);
        var card = FeishuCard.Message(NotificationWording.Of(notification, now, parts.Records), signature);
        var secretFree = new SecretFreeText(url.OriginalString, secret, signature?.Sign);
        var target = new HttpPoster.Target(channel.Name, secretFree, group.ChecksRevocation, KnowsCopies: false)
        {
            Gap = Gap,
            RefusalIn = Answers.RefusalIn,
        };
        await parts.Http.PostAsync(request, card, target, cancellationToken);
        return Delivery.Whole;
    }

    // Nothing, signed by the time in seconds and the secret; the bot accepts the time for an hour.
    private static (string Timestamp, string Sign) SignatureOf(string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Encoding.UTF8.GetBytes($"{timestamp}\n{secret}");
        return (timestamp, Convert.ToBase64String(HMACSHA256.HashData(key, ReadOnlySpan<byte>.Empty)));
    }
}
