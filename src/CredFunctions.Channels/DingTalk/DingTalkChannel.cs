using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.DingTalk;

/// <summary>A group of DingTalk (钉钉), by its custom robot.</summary>
public sealed record DingTalkChannel : ChatChannel
{
    public const string KindName = "dingtalk";

    public override string Kind => KindName;
}

internal sealed class DingTalkKind : ChatKind
{
    // Too fast, by either edition of the interface; type of message, length and content that are not allowed:
    // https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
    private static readonly BotAnswers Answers = new(
        "errcode", "errmsg", Busy: [130101, 410100], BusyFor: TimeSpan.FromMinutes(10),
        Invalid: [400105, 430101, 430102, 430103, 430104, 460101]);

    public override string Kind => DingTalkChannel.KindName;

    // 20 messages a minute; a robot that sends more is blocked for 10 minutes:
    // https://open.dingtalk.com/document/orgapp/custom-robot-access
    public override TimeSpan Gap => TimeSpan.FromSeconds(3);

    public override Func<string, ChannelRefusedException?> RefusalIn => Answers.RefusalIn;

    protected override string FileEnding => "dingtalk.md";

    public override ChatPost PostOf(NotificationText text, ChatChannel channel, Uri url, string? secret, DateTimeOffset now) =>
        new(secret is null ? url : Signed(url, secret, now), DingTalkMessage.Of(text));

    protected override ChatChannel ChannelOf(string name, string urlSetting, PolicyObject settings) =>
        new DingTalkChannel { Name = name, UrlSetting = urlSetting, SecretSetting = settings.Take("secretSetting")?.Setting() };

    protected override byte[] PreviewOf(NotificationText text, ChatChannel channel) =>
        Encoding.UTF8.GetBytes(DingTalkMessage.MarkdownOf(text));

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
