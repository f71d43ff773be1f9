using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Http;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>What a bot demands of a message.</summary>
public sealed record BotRules
{
    /// <summary>The secret by which messages are signed; null where they are not.</summary>
    public string? Secret { get; init; }

    /// <summary>The word that every message needs; null for none.</summary>
    public string? Keyword { get; init; }

    /// <summary>The most messages; the others are too fast.</summary>
    public int PerMinute { get; init; } = 20;

    /// <summary>The types of messages that it knows.</summary>
    public IReadOnlyList<string> Types { get; init; } = ["text", "markdown", "interactive"];

    /// <summary>The time by which signatures are judged.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The bot of a chat on this machine, which answers as the documentation of the chat describes.</summary>
internal sealed class ChatBot : IAsyncDisposable
{
    public const string Token = "0f2a4c6e-token-of-the-bot-8b1d";

    private readonly HttpSink sink;
    private readonly List<byte[]> accepted = [];
    private readonly Lock turn = new();

    private ChatBot(HttpSink sink, string path)
    {
        this.sink = sink;
        Url = new Uri(new Uri(sink.Url), path).AbsoluteUri;
    }

    /// <summary>The webhook URL, token included.</summary>
    public string Url { get; }

    /// <summary>The bodies of the messages that the chat shows.</summary>
    public IReadOnlyList<byte[]> Accepted
    {
        get
        {
            lock (turn)
                return [.. accepted];
        }
    }

    /// <summary>Every request, whatever was answered.</summary>
    public IReadOnlyList<HttpArrival> Arrivals => sink.Arrivals;

    /// <summary>A group bot of WeCom: https://developer.work.weixin.qq.com/document/path/91770.</summary>
    public static Task<ChatBot> WeComAsync(BotRules? rules = null) =>
        StartAsync($"/cgi-bin/webhook/send?key={Token}", rules ?? new BotRules(), WeCom);

    /// <summary>A custom bot of Feishu: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot.</summary>
    public static Task<ChatBot> FeishuAsync(BotRules? rules = null) =>
        StartAsync($"/open-apis/bot/v2/hook/{Token}", rules ?? new BotRules { PerMinute = 100 }, Feishu);

    /// <summary>A custom robot of DingTalk: https://open.dingtalk.com/document/orgapp/custom-robot-access.</summary>
    public static Task<ChatBot> DingTalkAsync(BotRules? rules = null) =>
        StartAsync($"/robot/send?access_token={Token}", rules ?? new BotRules(), DingTalk);

    /// <summary>An incoming webhook of Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.</summary>
    public static Task<ChatBot> SlackAsync(BotRules? rules = null) =>
        StartAsync($"/services/T00000000/B00000000/{Token}", rules ?? new BotRules { PerMinute = 60 }, Slack);

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    private static async Task<ChatBot> StartAsync(string path, BotRules rules, Func<Call, Answer> judge)
    {
        ChatBot? bot = null;
        var sink = await HttpSink.StartAsync(async (context, _) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            await bot!.AnswerAsync(context, body.ToArray(), rules, judge);
        });
        bot = new ChatBot(sink, path);
        return bot;
    }

    private async Task AnswerAsync(HttpContext context, byte[] body, BotRules rules, Func<Call, Answer> judge)
    {
        Answer answer;
        lock (turn)
        {
            answer = judge(new Call(context.Request, body, rules, accepted.Count));
            if (answer.IsAccepted)
                accepted.Add(body);
        }

        if (answer.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds;
        context.Response.ContentType = answer.Body.StartsWith('{') ? "application/json" : "text/html";
        await HttpSink.AnswerAsync(context, answer.Status, answer.Body);
    }

    private static Answer WeCom(Call call)
    {
        if (call.Query("key") != Token)
            return Answer.Of("errcode", 93000, "errmsg", "invalid webhook url, hint: [1700000000_1], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=93000");
        if (call.IsTooFast)
            return Answer.Of("errcode", 45009, "errmsg", "api freq out of limit");
        if (!call.IsKnown(call.Text("msgtype")))
            return Answer.Of("errcode", 40008, "errmsg", "invalid message type");
        var content = call.Text("markdown", "content");
        return Encoding.UTF8.GetByteCount(content) > 4096
            ? Answer.Of("errcode", 40058, "errmsg", "markdown.content exceed max length 4096. invalid Request Parameter")
            : Answer.Of("errcode", 0, "errmsg", "ok");
    }

    private static Answer Feishu(Call call)
    {
        if (!call.Path.EndsWith($"/{Token}", StringComparison.Ordinal))
            return Answer.Of("code", 19001, "msg", "param invalid: incoming webhook access token invalid");
        if (call.IsTooFast)
            return Answer.Of("code", 11232, "msg", "frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]");
        if (call.Rules.Secret is { } secret)
        {
            var timestamp = call.Text("timestamp");
            var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"), ReadOnlySpan<byte>.Empty));
            if (sign != call.Text("sign") || !call.IsWithinAnHour(timestamp, DateTimeOffset.FromUnixTimeSeconds))
                return Answer.Of("code", 19021, "msg", "sign match fail or timestamp is not within one hour from current time");
        }

        if (!call.IsKnown(call.Text("msg_type")))
            return Answer.Of("code", 19002, "msg", "params error, msg_type need");
        if (call.Body.Length > 20 * 1024)
            return Answer.Of("code", 9499, "msg", "Bad Request");
        return call.HasKeyword ? Answer.Of("code", 0, "msg", "success") : Answer.Of("code", 19024, "msg", "Key Words Not Found");
    }

    private static Answer DingTalk(Call call)
    {
        if (call.Query("access_token") != Token)
            return Answer.Of("errcode", 300005, "errmsg", "token is not exist");
        if (call.IsTooFast)
            return Answer.Of("errcode", 130101, "errmsg", "send too fast, exceed 20 times per minute");
        if (call.Rules.Secret is { } secret)
        {
            var timestamp = call.Query("timestamp");
            if (!call.IsWithinAnHour(timestamp, DateTimeOffset.FromUnixTimeMilliseconds))
                return Answer.Of("errcode", 310000, "errmsg", "invalid timestamp");
            if (Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"))) != call.Query("sign"))
                return Answer.Of("errcode", 310000, "errmsg", "sign not match");
        }

        if (!call.IsKnown(call.Text("msgtype")))
            return Answer.Of("errcode", 400105, "errmsg", "unsupported message type");
        if (call.Body.Length > 20_000)
            return Answer.Of("errcode", 460101, "errmsg", "message too long, exceed 20000 bytes");
        return call.HasKeyword ? Answer.Of("errcode", 0, "errmsg", "ok") : Answer.Of("errcode", 310000, "errmsg", "keywords not in content");
    }

    private static Answer Slack(Call call)
    {
        if (!call.Path.EndsWith($"/{Token}", StringComparison.Ordinal))
            return new Answer(404, "no_service", IsAccepted: false);
        if (call.IsTooFast)
            return new Answer(429, "rate_limited", IsAccepted: false, RetryAfter: "30");
        return !call.IsKnown("interactive") || !AreBlocks(call.Message.GetProperty("blocks"))
            ? new Answer(400, "invalid_blocks", IsAccepted: false)
            : new Answer(200, "ok", IsAccepted: true);
    }

    // Of the limits that the documentation names.
    private static bool AreBlocks(JsonElement blocks) =>
        blocks.GetArrayLength() <= 50 && blocks.EnumerateArray().All(block => block.GetProperty("type").GetString() switch
        {
            "header" => block.GetProperty("text").GetProperty("text").GetString()!.Length is > 0 and <= 150,
            "rich_text" => block.GetProperty("elements").EnumerateArray().All(section =>
                section.GetProperty("elements").EnumerateArray().All(text => text.GetProperty("type").GetString() is "text" or "link" && text.GetProperty("text").GetString()!.Length is > 0 and <= 3000)),
            _ => false,
        });

    private sealed record Answer(int Status, string Body, bool IsAccepted, string? RetryAfter = null)
    {
        public static Answer Of(string codeName, int code, string textName, string text) => new(
            200, JsonSerializer.Serialize(new Dictionary<string, object> { [codeName] = code, [textName] = text }), code == 0);
    }

    private sealed record Call(HttpRequest Request, byte[] Body, BotRules Rules, int Before)
    {
        public string Path => Request.Path.Value!;

        public JsonElement Message { get; } = JsonDocument.Parse(Body).RootElement;

        public bool IsTooFast => Before >= Rules.PerMinute;

        public bool HasKeyword => Rules.Keyword is not { } keyword || Encoding.UTF8.GetString(Body).Contains(keyword, StringComparison.Ordinal);

        public bool IsKnown(string type) => Rules.Types.Contains(type);

        public string Query(string name) => Request.Query[name].ToString();

        public string Text(params string[] path)
        {
            var element = Message;
            foreach (var name in path)
            {
                if (!element.TryGetProperty(name, out element))
                    return "";
            }

            return element.GetString() ?? "";
        }

        public bool IsWithinAnHour(string timestamp, Func<long, DateTimeOffset> read) =>
            long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (read(number) - Rules.Time.GetUtcNow()).Duration() < TimeSpan.FromHours(1);
    }
}
