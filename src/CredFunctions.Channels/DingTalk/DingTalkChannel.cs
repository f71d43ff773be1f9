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

namespace CredFunctions.Channels.DingTalk;

/// <summary>A group of DingTalk (钉钉), by its custom robot.</summary>
public sealed record DingTalkChannel : Channel
{
    public const string KindName = "dingtalk";

    public override string Kind => KindName;

    /// <summary>The setting that holds the robot's URL, which contains a token.</summary>
    public required string UrlSetting { get; init; }

    /// <summary>The setting that holds the robot's secret; null where its messages are not signed.</summary>
    public string? SecretSetting { get; init; }

    public bool ChecksRevocation { get; init; } = true;
}

internal sealed class DingTalkKind : IChannelKind
{
    public string Kind => DingTalkChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var url = settings.Require("urlSetting")?.Setting();
        var secret = settings.Take("secretSetting")?.Setting();
        var checksRevocation = settings.ChecksRevocation();
        return url is null
            ? null
            : new DingTalkChannel { Name = name, UrlSetting = url, SecretSetting = secret, ChecksRevocation = checksRevocation };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new DingTalkSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [(
            $"{name}.dingtalk.md",
            Encoding.UTF8.GetBytes(DingTalkMessage.MarkdownOf(NotificationWording.Of(notification, now, SampleNotifications.Records))))];
}

/// <summary>Posts markdown to the custom robot of a group, signed if it has a secret.</summary>
internal sealed class DingTalkSender(SenderParts parts) : IChannelSender
{
    // 20 messages a minute; a robot that sends more is blocked for 10 minutes:
    // https://open.dingtalk.com/document/orgapp/custom-robot-access
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(3);

    // Too fast, by either edition of the interface; type of message, length and content that are not allowed:
    // https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
    private static readonly BotAnswers Answers = new(
        "errcode", "errmsg", Busy: [130101, 410100], BusyFor: TimeSpan.FromMinutes(10),
        Invalid: [400105, 430101, 430102, 430103, 430104, 460101]);

    public bool Serves(string kind) => kind is DingTalkChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var group = (DingTalkChannel)channel;
        var url = HttpPoster.UrlIn(parts.Secrets, group.UrlSetting);
        var secret = group.SecretSetting is { } setting ? parts.Secrets.Require(setting).Trim() : null;
        var now = parts.Time.GetUtcNow();
        var signed = secret is null ? url : Signed(url, secret, now);
        using var request = new HttpRequestMessage(HttpMethod.Post, signed);
        var message = DingTalkMessage.Of(NotificationWording.Of(notification, now, parts.Records));
        var secretFree = new SecretFreeText(url.OriginalString, signed.OriginalString, secret);
        var target = new HttpPoster.Target(channel.Name, secretFree, group.ChecksRevocation, KnowsCopies: false)
        {
            Gap = Gap,
            RefusalIn = Answers.RefusalIn,
        };
        await parts.Http.PostAsync(request, message, target, cancellationToken);
        return Delivery.Whole;
    }

    // The time in milliseconds and the secret, signed by the secret; the robot accepts the time for an hour:
    // https://open.dingtalk.com/document/robots/customize-robot-security-settings
    private static Uri Signed(Uri url, string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"));
        var separator = url.Query.Length == 0 ? '?' : '&';
        return new Uri(
            $"{url.OriginalString}{separator}timestamp={timestamp}&sign={Uri.EscapeDataString(Convert.ToBase64String(signature))}");
    }
}
