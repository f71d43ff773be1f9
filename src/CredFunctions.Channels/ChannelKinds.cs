using CredFunctions.Channels.Acs;
using CredFunctions.Channels.Console;
using CredFunctions.Channels.DingTalk;
using CredFunctions.Channels.Feishu;
using CredFunctions.Channels.Slack;
using CredFunctions.Channels.Smtp;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Webhook;
using CredFunctions.Channels.WeCom;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.Channels;

/// <summary>The kinds of channel. A new kind is a folder and a line here; docs/contributing.md describes the rest.</summary>
public static class ChannelKinds
{
    /// <summary>The readers of all kinds, for <see cref="PolicyFile.Read"/>.</summary>
    public static IReadOnlyList<IChannelReader> Readers => All;

    internal static IReadOnlyList<IChannelKind> All { get; } =
    [
        new TeamsKind(), new WeComKind(), new FeishuKind(), new DingTalkKind(), new SlackKind(), new SmtpKind(), new AcsKind(),
        new WebhookKind(), new ConsoleKind(),
    ];

    internal static IChannelKind Of(Channel channel) => All.First(kind => kind.Kind == channel.Kind);
}
