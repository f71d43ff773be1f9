using System.Text;

using CredFunctions.Channels.Http;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.WeCom;

/// <summary>A group of WeCom (企业微信), by its bot.</summary>
public sealed record WeComChannel : Channel
{
    public const string KindName = "wecom";

    public override string Kind => KindName;

    /// <summary>The setting that holds the bot's URL. The URL is a secret: it is all that is needed to post.</summary>
    public required string UrlSetting { get; init; }

    public bool ChecksRevocation { get; init; } = true;
}

internal sealed class WeComKind : IChannelKind
{
    public string Kind => WeComChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var url = settings.Require("urlSetting")?.Setting();
        var checksRevocation = settings.ChecksRevocation();
        return url is null ? null : new WeComChannel { Name = name, UrlSetting = url, ChecksRevocation = checksRevocation };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new WeComSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [(
            $"{name}.wecom.md",
            Encoding.UTF8.GetBytes(WeComMessage.MarkdownOf(NotificationWording.Of(notification, now, SampleNotifications.Records))))];
}

/// <summary>Posts markdown to the bot of a group.</summary>
internal sealed class WeComSender(SenderParts parts) : IChannelSender
{
    // 20 messages a minute: https://developer.work.weixin.qq.com/document/path/91770
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(3);

    // Frequency limit; type of message, parameter (such as the length) and size that are not allowed:
    // https://developer.work.weixin.qq.com/document/path/90313
    private static readonly BotAnswers Answers =
        new("errcode", "errmsg", Busy: [45009], BusyFor: TimeSpan.FromMinutes(1), Invalid: [40008, 40058, 45002]);

    public bool Serves(string kind) => kind is WeComChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var group = (WeComChannel)channel;
        var url = HttpPoster.UrlIn(parts.Secrets, group.UrlSetting);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var message = WeComMessage.Of(NotificationWording.Of(notification, parts.Time.GetUtcNow(), parts.Records));
        var target = new HttpPoster.Target(
            channel.Name, new SecretFreeText(url.OriginalString), group.ChecksRevocation, KnowsCopies: false)
        {
            Gap = Gap,
            RefusalIn = Answers.RefusalIn,
        };
        await parts.Http.PostAsync(request, message, target, cancellationToken);
        return Delivery.Whole;
    }
}
