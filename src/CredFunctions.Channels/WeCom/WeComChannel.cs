using System.Text;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.WeCom;

/// <summary>A group of WeCom (企业微信), by its bot.</summary>
public sealed record WeComChannel : ChatChannel
{
    public const string KindName = "wecom";

    public override string Kind => KindName;
}

internal sealed class WeComKind : ChatKind
{
    // Frequency limit; type of message, parameter (such as the length) and size that are not allowed:
    // https://developer.work.weixin.qq.com/document/path/90313
    private static readonly BotAnswers Answers =
        new("errcode", "errmsg", Busy: [45009], BusyFor: TimeSpan.FromMinutes(1), Invalid: [40008, 40058, 45002]);

    public override string Kind => WeComChannel.KindName;

    // 20 messages a minute: https://developer.work.weixin.qq.com/document/path/91770
    public override TimeSpan Gap => TimeSpan.FromSeconds(3);

    public override Func<string, ChannelRefusedException?> RefusalIn => Answers.RefusalIn;

    protected override string FileEnding => "wecom.md";

    public override ChatPost PostOf(NotificationText text, ChatChannel channel, Uri url, string? secret, DateTimeOffset now) =>
        new(url, WeComMessage.Of(text));

    protected override ChatChannel ChannelOf(string name, string urlSetting, PolicyObject settings) =>
        new WeComChannel { Name = name, UrlSetting = urlSetting };

    protected override byte[] PreviewOf(NotificationText text, ChatChannel channel) =>
        Encoding.UTF8.GetBytes(WeComMessage.MarkdownOf(text));
}
