using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Feishu;

/// <summary>A group of Feishu (飞书) or Lark, by its custom bot.</summary>
public sealed record FeishuChannel : ChatChannel
{
    public const string KindName = "feishu";

    public override string Kind => KindName;
}

internal sealed class FeishuKind : ChatKind
{
    // Frequency limit; parameters of a message, and a card, that are not allowed. The code 9499, "Bad Request", has several causes.
    private static readonly BotAnswers Answers =
        new("code", "msg", Busy: [11232], BusyFor: TimeSpan.FromMinutes(1), Invalid: [11246, 19002, 230099]);

    public override string Kind => FeishuChannel.KindName;

    // 100 messages a minute, 5 a second: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
    public override TimeSpan Gap => TimeSpan.FromMilliseconds(600);

    public override Func<string, ChannelRefusedException?> RefusalIn => Answers.RefusalIn;

    protected override string FileEnding => "feishu.json";

    public override ChatPost PostOf(NotificationText text, ChatChannel channel, Uri url, string? secret, DateTimeOffset now)
    {
        (string Timestamp, string Sign)? signature = secret is null ? null : SignatureOf(secret, now);
        return new ChatPost(url, FeishuCard.Message(text, signature), signature?.Sign);
    }

    protected override ChatChannel ChannelOf(string name, string urlSetting, PolicyObject settings) =>
        new FeishuChannel { Name = name, UrlSetting = urlSetting, SecretSetting = settings.Take("secretSetting")?.Setting() };

    protected override byte[] PreviewOf(NotificationText text, ChatChannel channel) => FeishuCard.Message(text);

    // Nothing, signed by the time in seconds and the secret; the bot accepts the time for an hour.
    private static (string Timestamp, string Sign) SignatureOf(string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Encoding.UTF8.GetBytes($"{timestamp}\n{secret}");
        return (timestamp, Convert.ToBase64String(HMACSHA256.HashData(key, ReadOnlySpan<byte>.Empty)));
    }
}
