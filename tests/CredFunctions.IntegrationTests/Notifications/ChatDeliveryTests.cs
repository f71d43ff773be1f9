using System.Text;

using CredFunctions.Channels;
using CredFunctions.Channels.DingTalk;
using CredFunctions.Channels.Feishu;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Slack;
using CredFunctions.Channels.WeCom;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.IntegrationTests.Notifications;

// Every test waits through helpers that pass its token on.
#pragma warning disable xUnit1069

/// <summary>WeCom, Feishu, DingTalk and Slack against bots that answer as their documentation describes.</summary>
public sealed class ChatDeliveryTests
{
    private const string Secret = "SEC5ab9f2c417d8e6";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private static readonly IReadOnlyDictionary<string, (Channel Channel, Func<BotRules?, Task<ChatBot>> Bot)> Chats =
        new Dictionary<string, (Channel, Func<BotRules?, Task<ChatBot>>)>(StringComparer.Ordinal)
        {
            ["wecom"] = (new WeComChannel { Name = "chat", UrlSetting = "CHANNEL_URL" }, ChatBot.WeComAsync),
            ["feishu"] = (new FeishuChannel { Name = "chat", UrlSetting = "CHANNEL_URL" }, ChatBot.FeishuAsync),
            ["feishu, signed"] = (new FeishuChannel { Name = "chat", UrlSetting = "CHANNEL_URL", SecretSetting = "CHANNEL_SECRET" }, ChatBot.FeishuAsync),
            ["dingtalk"] = (new DingTalkChannel { Name = "chat", UrlSetting = "CHANNEL_URL" }, ChatBot.DingTalkAsync),
            ["dingtalk, signed"] = (new DingTalkChannel { Name = "chat", UrlSetting = "CHANNEL_URL", SecretSetting = "CHANNEL_SECRET" }, ChatBot.DingTalkAsync),
            ["slack"] = (new SlackChannel { Name = "chat", UrlSetting = "CHANNEL_URL" }, ChatBot.SlackAsync),
        };

    public static TheoryData<string> Names => [.. Chats.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Names))]
    public async Task Every_notification_is_accepted_once(string chat)
    {
        await using var bot = await Chats[chat].Bot(new BotRules { PerMinute = 100, Secret = chat.EndsWith("signed", StringComparison.Ordinal) ? Secret : null, Keyword = KeywordOf(chat) });
        var samples = SampleNotifications.All(Now).Select(sample => sample.Notification).ToList();
        using var channels = Channels(bot.Url, new StoppedClock(Now, speed: 20));

        foreach (var notification in samples)
            (await channels.SendAsync(Chats[chat].Channel, notification, Cancellation)).Should().Be(Delivery.Whole);

        bot.Accepted.Should().HaveCount(samples.Count);
        bot.Arrivals.Should().HaveCount(samples.Count).And.OnlyContain(arrival => arrival.Headers["Content-Type"] == "application/json; charset=utf-8");
    }

    public static TheoryData<string, BotRules, string, ChannelRefusal, double?> Refusals => new()
    {
        { "wecom", new BotRules { PerMinute = 0 }, "The bot refused the message: api freq out of limit (45009).", ChannelRefusal.Transient, 60 },
        { "wecom", new BotRules { Types = ["text"] }, "The bot refused the message: invalid message type (40008).", ChannelRefusal.Permanent, null },
        { "feishu", new BotRules { PerMinute = 0 }, "The bot refused the message: frequency limited psm[lark.oapi.app_platform_runtime]appID[1500] (11232).", ChannelRefusal.Transient, 60 },
        { "feishu", new BotRules { Types = ["text"] }, "The bot refused the message: params error, msg_type need (19002).", ChannelRefusal.Permanent, null },
        { "feishu", new BotRules { Keyword = "monitoring" }, "The bot refused the message: Key Words Not Found (19024).", ChannelRefusal.Transient, null },
        { "feishu", new BotRules { Secret = Secret }, "The bot refused the message: sign match fail or timestamp is not within one hour from current time (19021).", ChannelRefusal.Transient, null },
        { "feishu, signed", new BotRules { Secret = "another" }, "The bot refused the message: sign match fail or timestamp is not within one hour from current time (19021).", ChannelRefusal.Transient, null },
        { "dingtalk", new BotRules { PerMinute = 0 }, "The bot refused the message: send too fast, exceed 20 times per minute (130101).", ChannelRefusal.Transient, 600 },
        { "dingtalk", new BotRules { Types = ["text"] }, "The bot refused the message: unsupported message type (400105).", ChannelRefusal.Permanent, null },
        { "dingtalk", new BotRules { Keyword = "monitoring" }, "The bot refused the message: keywords not in content (310000).", ChannelRefusal.Transient, null },
        { "dingtalk", new BotRules { Secret = Secret }, "The bot refused the message: invalid timestamp (310000).", ChannelRefusal.Transient, null },
        { "dingtalk, signed", new BotRules { Secret = "another" }, "The bot refused the message: sign not match (310000).", ChannelRefusal.Transient, null },
        { "slack", new BotRules { PerMinute = 0 }, "The channel answered 429 TooManyRequests: rate_limited", ChannelRefusal.Transient, 30 },
        { "slack", new BotRules { Types = ["text"] }, "The channel answered 400 BadRequest: invalid_blocks", ChannelRefusal.Permanent, null },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_shown_in_the_words_of_the_bot_and_not_sent_again_at_once(
        string chat, BotRules rules, string reason, ChannelRefusal refusal, double? seconds)
    {
        await using var bot = await Chats[chat].Bot(rules);

        var refused = await RefusalAsync(bot.Url, chat);

        (refused.Message, refused.Refusal, refused.RetryAfter?.TotalSeconds).Should().Be((reason, refusal, seconds));
        bot.Arrivals.Should().ContainSingle();
        bot.Accepted.Should().BeEmpty();
    }

    [Theory(Timeout = 30_000)]
    [InlineData("wecom", "The bot refused the message: invalid webhook url, *(93000).")]
    [InlineData("feishu", "The bot refused the message: param invalid: incoming webhook access token invalid (19001).")]
    [InlineData("dingtalk, signed", "The bot refused the message: token is not exist (300005).")]
    [InlineData("slack", "The channel answered 404 NotFound: no_service")]
    public async Task A_token_that_the_bot_does_not_know_can_be_corrected(string chat, string reason)
    {
        await using var bot = await Chats[chat].Bot(null);

        var refused = await RefusalAsync(bot.Url.Replace(ChatBot.Token, "0f2a4c6e-another-token-8b1d", StringComparison.Ordinal), chat);

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Match(reason);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Names))]
    public async Task No_error_shows_the_token_the_secret_or_the_signature(string chat)
    {
        var isSigned = chat.EndsWith("signed", StringComparison.Ordinal);
        string? seen = null;
        await using var sink = await HttpSink.StartAsync(async (context, _) =>
        {
            // It repeats all that it was sent.
            using var reader = new StreamReader(context.Request.Body);
            seen = $"{context.Request.Path}{context.Request.QueryString} {await reader.ReadToEndAsync(context.RequestAborted)}";
            await HttpSink.AnswerAsync(context, 403, $"{ChatBot.Token} {(isSigned ? Secret : "")} {context.Request.Path}{context.Request.QueryString}");
        });
        var url = new Uri(new Uri(sink.Url), chat is "slack" or "feishu" or "feishu, signed" ? $"/services/{ChatBot.Token}" : $"/send?key={ChatBot.Token}").AbsoluteUri;

        var refused = await RefusalAsync(url, chat);
        var unreachable = await RefusalAsync(url.Replace("http:", "https:", StringComparison.Ordinal), chat);

        seen.Should().Contain(ChatBot.Token);
        foreach (var text in (string[])[refused.ToString(), unreachable.ToString()])
            text.Should().NotContain(ChatBot.Token).And.NotContain(Secret).And.NotContain("sign=");
        if (chat == "dingtalk, signed")
            refused.ToString().Should().NotContain(Uri.UnescapeDataString(seen.Split("sign=")[1].Split(' ')[0]));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Names))]
    public async Task A_200_of_something_else_is_no_acceptance(string chat)
    {
        foreach (var body in (string[])["", "OK", "{}", "[]", "{\"errcode\":\"0\"}", "{\"ok\":true}"])
        {
            await using var sink = await HttpSink.StartAsync(200, body);

            var refused = await RefusalAsync(sink.Url, chat);

            refused.Refusal.Should().Be(ChannelRefusal.Transient);
            refused.Message.Should().StartWith("The answer is not that of a").And.EndWith($"check the URL: {body}");
        }
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Names))]
    public async Task A_lost_answer_is_unconfirmed_and_not_sent_again(string chat)
    {
        await using var sink = await HttpSink.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        (await RefusalAsync(sink.Url, chat)).Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        sink.Arrivals.Should().ContainSingle();
    }

    [Theory(Timeout = 30_000)]
    [InlineData("wecom", 3_000)]
    [InlineData("feishu", 600)]
    [InlineData("dingtalk", 3_000)]
    [InlineData("slack", 1_000)]
    public async Task Messages_keep_the_pace_of_the_chat(string chat, int milliseconds)
    {
        const int Speed = 10;
        await using var bot = await Chats[chat].Bot(null);
        using var channels = Channels(bot.Url, new StoppedClock(Now, Speed));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => channels.SendAsync(Chats[chat].Channel, Digest, Cancellation)));

        var at = bot.Arrivals.Select(arrival => arrival.At).Order().ToList();
        (at[^1] - at[0]).Should().BeGreaterThan(TimeSpan.FromMilliseconds((3 * milliseconds / Speed) - 50), "four messages have three gaps");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_secret_may_end_in_a_line_break()
    {
        await using var bot = await ChatBot.DingTalkAsync(new BotRules { Secret = Secret });
        using var channels = new ChannelSenders(
            new KnownSecrets(("CHANNEL_URL", bot.Url + "\n"), ("CHANNEL_SECRET", Secret + "\n")), TimeProvider.System, TextWriter.Null, evidence: null);

        await channels.SendAsync(Chats["dingtalk, signed"].Channel, Digest, Cancellation);

        bot.Accepted.Should().ContainSingle().Which.Should().Match<byte[]>(body => Encoding.UTF8.GetString(body).Contains("ci-deploy"));
    }

    private static Notification Digest => SampleNotifications.All(Now)[0].Notification;

    private static string? KeywordOf(string chat) => chat.StartsWith("feishu", StringComparison.Ordinal) || chat.StartsWith("dingtalk", StringComparison.Ordinal) ? "CredFunctions" : null;

    private static ChannelSenders Channels(string url, TimeProvider time) =>
        new(new KnownSecrets(("CHANNEL_URL", url), ("CHANNEL_SECRET", Secret)), time, TextWriter.Null, evidence: null);

    private static async Task<ChannelRefusedException> RefusalAsync(string url, string chat)
    {
        using var channels = Channels(url, TimeProvider.System);
        var sending = () => channels.SendAsync(Chats[chat].Channel, Digest, Cancellation);
        return (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which;
    }
}
