using CredFunctions.Channels.Http;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Slack;

/// <summary>A channel of Slack, by an incoming webhook.</summary>
public sealed record SlackChannel : Channel
{
    public const string KindName = "slack";

    public override string Kind => KindName;

    /// <summary>The setting that holds the webhook's URL. The URL is a secret: it is all that is needed to post.</summary>
    public required string UrlSetting { get; init; }

    public bool ChecksRevocation { get; init; } = true;
}

internal sealed class SlackKind : IChannelKind
{
    public string Kind => SlackChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var url = settings.Require("urlSetting")?.Setting();
        var checksRevocation = settings.ChecksRevocation();
        return url is null ? null : new SlackChannel { Name = name, UrlSetting = url, ChecksRevocation = checksRevocation };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new SlackSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [(
            $"{name}.slack.json",
            SlackMessage.Of(NotificationWording.Of(notification, now, SampleNotifications.Records)))];
}

/// <summary>Posts blocks to an incoming webhook.</summary>
internal sealed class SlackSender(SenderParts parts) : IChannelSender
{
    // One message a second: https://docs.slack.dev/apis/web-api/rate-limits
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    public bool Serves(string kind) => kind is SlackChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var slack = (SlackChannel)channel;
        var url = HttpPoster.UrlIn(parts.Secrets, slack.UrlSetting);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var message = SlackMessage.Of(NotificationWording.Of(notification, parts.Time.GetUtcNow(), parts.Records));
        var target = new HttpPoster.Target(
            channel.Name, new SecretFreeText(url.OriginalString), slack.ChecksRevocation, KnowsCopies: false)
        {
            Gap = Gap,
            RefusalIn = RefusalIn,
        };
        await parts.Http.PostAsync(request, message, target, cancellationToken);
        return Delivery.Whole;
    }

    // Refusals have a status of their own; what was accepted is answered with one word:
    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    private static ChannelRefusedException? RefusalIn(string body) => body.Trim() is "ok"
        ? null
        : new ChannelRefusedException(
            ChannelRefusal.Transient, $"The answer is not that of an incoming webhook, so check the URL: {AnswerBody.Shown(body)}");
}
