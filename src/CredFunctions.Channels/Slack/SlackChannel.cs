using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Slack;

/// <summary>A channel of Slack, by an incoming webhook.</summary>
public sealed record SlackChannel : ChatChannel
{
    public const string KindName = "slack";

    public override string Kind => KindName;
}

internal sealed class SlackKind : ChatKind
{
    public override string Kind => SlackChannel.KindName;

    // One message a second: https://docs.slack.dev/apis/web-api/rate-limits
    public override TimeSpan Gap => TimeSpan.FromSeconds(1);

    public override Func<string, ChannelRefusedException?> RefusalIn => RefusalOf;

    protected override string FileEnding => "slack.json";

    protected override ChatChannel ChannelOf(string name, string urlSetting, PolicyObject settings) =>
        new SlackChannel { Name = name, UrlSetting = urlSetting };

    protected override byte[] PreviewOf(NotificationText text, ChatChannel channel) => SlackMessage.Of(text);

    // Refusals have a status of their own; what was accepted is answered with one word:
    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    private static ChannelRefusedException? RefusalOf(string body) => body.Trim() is "ok"
        ? null
        : new ChannelRefusedException(
            ChannelRefusal.Transient, $"The answer is not that of an incoming webhook, so check the URL: {AnswerBody.Shown(body)}");
}
