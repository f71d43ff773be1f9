using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CredFunctions.Channels;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Webhook;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;
using Microsoft.AspNetCore.Http;

namespace CredFunctions.IntegrationTests.Notifications;

// Every test waits through helpers that pass its token on.
#pragma warning disable xUnit1069

/// <summary>Teams and webhooks against a server that answers as servers do.</summary>
public sealed class WebhookDeliveryTests
{
    private const string Signature = "s3cr3t-signature";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly Notification Digest = SampleNotifications.All(Now)[0].Notification;
    private static readonly TeamsChannel Teams = new() { Name = "chat", UrlSetting = "CHANNEL_URL" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Teams_gets_the_card_and_202_is_enough()
    {
        await using var sink = await HttpSink.StartAsync(202);

        (await SendAsync(sink, Teams)).Should().Be(Delivery.Whole);

        var arrival = sink.Arrivals.Should().ContainSingle().Subject;
        arrival.Headers["Content-Type"].Should().Be("application/json; charset=utf-8");
        arrival.Path.Should().EndWith(Signature);
        using var card = JsonDocument.Parse(arrival.Body);
        card.RootElement.GetProperty("attachments")[0].GetProperty("content").GetProperty("version").GetString().Should().Be("1.5");
        arrival.Body.Length.Should().BeLessThan(TeamsCard.MaxBytes);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_short_wait_that_the_channel_asks_for_is_waited_out()
    {
        await using var sink = await HttpSink.StartAsync(async (context, number) =>
        {
            if (number == 1)
                context.Response.Headers.RetryAfter = "1";
            await HttpSink.AnswerAsync(context, number == 1 ? 429 : 202);
        });

        await SendAsync(sink, Teams);

        sink.Arrivals.Should().HaveCount(2);
        (sink.Arrivals[1].At - sink.Arrivals[0].At).Should().BeGreaterThan(TimeSpan.FromMilliseconds(900));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_long_wait_is_left_to_later_with_as_long_as_the_channel_asks_for()
    {
        await using var sink = await HttpSink.StartAsync(async (context, _) =>
        {
            context.Response.Headers.RetryAfter = "120";
            await HttpSink.AnswerAsync(context, 429);
        });

        var refused = await RefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.RetryAfter.Should().Be(TimeSpan.FromSeconds(120));
        sink.Arrivals.Should().ContainSingle();
    }

    [Fact(Timeout = 30_000)]
    public async Task An_error_of_the_server_is_tried_again_and_then_said()
    {
        await using var sink = await HttpSink.StartAsync(500, "<html>stack trace</html>");

        var refused = await RefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Be("The channel answered 500 InternalServerError with a web page.");
        sink.Arrivals.Should().HaveCount(3);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(400, ChannelRefusal.Permanent)]
    [InlineData(413, ChannelRefusal.Permanent)]
    [InlineData(401, ChannelRefusal.Transient)]
    [InlineData(404, ChannelRefusal.Transient)]
    [InlineData(302, ChannelRefusal.Transient)]
    public async Task What_no_time_heals_is_told_from_what_somebody_may_set_right(int status, ChannelRefusal expected)
    {
        await using var sink = await HttpSink.StartAsync(status);

        (await RefusalAsync(sink, Teams)).Refusal.Should().Be(expected);
        sink.Arrivals.Should().ContainSingle();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_200_whose_body_tells_of_a_failure_is_a_failure()
    {
        await using var sink = await HttpSink.StartAsync(200, $"{{\"error\":{{\"message\":\"flow is off, {Signature}\"}}}}");

        var refused = await RefusalAsync(sink, Teams);

        refused.Message.Should().Contain("flow is off").And.NotContain(Signature);
        sink.Arrivals.Should().ContainSingle();
    }

    public static TheoryData<int, string, string, string> Answers => new()
    {
        { 400, "application/json", "{\"error\":{\"code\":\"TriggerInputSchemaMismatch\"}}", "The channel answered 400 BadRequest: {\"error\":{\"code\":\"TriggerInputSchemaMismatch\"}}" },
        { 401, "text/plain", $"no {Signature}\u0007 for you", "The channel answered 401 Unauthorized: no ***\\u0007 for you" },
        { 403, "text/plain", new string('x', 9_000), $"The channel answered 403 Forbidden: {new string('x', 199)}…" },
        { 404, "text/html", "<title>Not found</title>", "The channel answered 404 NotFound with a web page." },
        { 404, "text/plain", "", "The channel answered 404 NotFound." },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Answers))]
    public async Task What_a_refusing_channel_answers_is_shown_short_and_without_its_secret(int status, string type, string body, string message)
    {
        await using var sink = await HttpSink.StartAsync((context, _) =>
        {
            context.Response.ContentType = type;
            return HttpSink.AnswerAsync(context, status, body);
        });

        (await RefusalAsync(sink, Teams)).Message.Should().Be(message);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("text/html; charset=utf-8", "<p>Sign in")]
    [InlineData(null, "\n<!DOCTYPE html><html>")]
    public async Task A_200_with_a_web_page_is_not_taken(string? type, string body)
    {
        await using var sink = await HttpSink.StartAsync((context, _) =>
        {
            context.Response.ContentType = type;
            return HttpSink.AnswerAsync(context, 200, body);
        });

        var refused = await RefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Be("The channel answered 200 with a web page, such as that of a sign-in or a proxy, so nothing was posted: check its URL.");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_redirect_is_named_and_not_followed()
    {
        await using var sink = await HttpSink.StartAsync((context, _) =>
        {
            context.Response.Headers.Location = "https://login.example.com/x";
            return HttpSink.AnswerAsync(context, 302);
        });

        (await RefusalAsync(sink, Teams)).Message.Should().Be("The channel answered 302 Found, a redirect to login.example.com, which is not followed.");
        sink.Arrivals.Should().ContainSingle();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chat_that_hangs_is_given_up_and_gets_no_second_copy()
    {
        await using var sink = await HttpSink.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var refused = await SlowRefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        refused.Message.Should().Be("The channel did not answer in time. The whole message was sent before, so it may have arrived.");
        sink.Arrivals.Should().ContainSingle("whether it arrived is not known");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chat_whose_gateway_gave_up_waiting_gets_no_second_copy()
    {
        await using var sink = await HttpSink.StartAsync(504, "late");

        var refused = await RefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        refused.Message.Should().Be("The channel answered 504 GatewayTimeout: late The whole message was sent before, so it may have arrived.");
        sink.Arrivals.Should().ContainSingle("whether it arrived is not known");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_webhook_that_hangs_gets_a_copy_later_since_its_receiver_knows_the_id()
    {
        await using var sink = await HttpSink.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var refused = await SlowRefusalAsync(sink, new WebhookChannel { Name = "siem", UrlSetting = "CHANNEL_URL" });

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Be("The channel did not answer in time.");
        sink.Arrivals.Should().ContainSingle("the copy comes with the next try");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_body_that_never_ends_confirms_nothing()
    {
        await using var sink = await HttpSink.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        (await SlowRefusalAsync(sink, Teams)).Refusal.Should().Be(ChannelRefusal.Unconfirmed);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_reset_after_the_request_is_unconfirmed_and_said_without_the_secret()
    {
        await using var sink = await HttpSink.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var refused = await RefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        refused.ToString().Should().NotContain(Signature);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nobody_there_is_said_without_the_secret()
    {
        string url;
        await using (var sink = await HttpSink.StartAsync(202))
            url = sink.Url;

        var refused = await RefusalAsync(url, Teams);

        refused.Message.Should().StartWith("The channel cannot be reached").And.NotContain(Signature);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("http://flow.example.com/abc")]
    [InlineData("ftp://127.0.0.1/abc")]
    [InlineData("not a url")]
    public async Task Only_https_is_taken_beyond_this_machine(string url) =>
        (await RefusalAsync(url, Teams)).Message.Should().Be("The setting CHANNEL_URL is not a URL that begins with https:// (http:// to this machine only).");

    [Theory(Timeout = 30_000)]
    [InlineData("")]
    [InlineData(" \t")]
    public async Task A_setting_without_a_value_is_named(string value) =>
        (await RefusalAsync(value, Teams)).Message.Should().Be("The setting CHANNEL_URL has no value: set it, and start this process again.");

    [Fact(Timeout = 30_000)]
    public async Task A_reference_to_a_secret_that_is_not_resolved_is_no_value_and_is_not_sent()
    {
        await using var sink = await HttpSink.StartAsync(200, "ok");
        var webhook = new WebhookChannel { Name = "siem", UrlSetting = "CHANNEL_URL", AuthorizationSetting = "CHANNEL_AUTH" };

        var sending = () => SendAsync(sink, webhook, ("CHANNEL_AUTH", "@Microsoft.KeyVault(VaultName=kv;SecretName=CHANNEL-AUTH)"));

        var refused = (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which;
        refused.Message.Should().StartWith("The setting CHANNEL_AUTH has no value: its Key Vault reference is not resolved.");
        sink.Arrivals.Should().BeEmpty();
    }

    [Fact(Timeout = 30_000)]
    public async Task Not_more_than_four_a_second_reach_a_channel()
    {
        await using var sink = await HttpSink.StartAsync(202);
        using var channels = Channels(("CHANNEL_URL", sink.Url));
        var way = channels.All.Single(each => each.Serves(TeamsChannel.KindName));

        await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => way.SendAsync(Teams, Digest, Cancellation)));

        var at = sink.Arrivals.Select(arrival => arrival.At).Order().ToList();
        (at[^1] - at[0]).Should().BeGreaterThan(TimeSpan.FromMilliseconds(1_300), "seven are six gaps of 250 ms");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_webhook_gets_signed_json()
    {
        await using var sink = await HttpSink.StartAsync(200, "ok");
        var webhook = new WebhookChannel { Name = "siem", UrlSetting = "CHANNEL_URL", SigningKeySetting = "CHANNEL_KEY", AuthorizationSetting = "CHANNEL_AUTH" };

        await SendAsync(sink, webhook, ("CHANNEL_KEY", "k3y"), ("CHANNEL_AUTH", "Splunk 123"));

        var arrival = sink.Arrivals.Should().ContainSingle().Subject;
        arrival.Headers["Authorization"].Should().Be("Splunk 123");
        arrival.Headers["X-CredFunctions-Id"].Should().Be(Digest.Id);
        var timestamp = arrival.Headers["X-CredFunctions-Timestamp"];
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. arrival.Body];
        arrival.Headers["X-CredFunctions-Signature"].Should().Be("v1=" + Convert.ToHexStringLower(HMACSHA256.HashData("k3y"u8, signed)));
        using var body = JsonDocument.Parse(arrival.Body);
        body.RootElement.GetProperty("schemaVersion").GetInt32().Should().Be(2);
        (body.RootElement.GetProperty("page").GetInt32(), body.RootElement.GetProperty("pages").GetInt32(), arrival.Headers["X-CredFunctions-Page"]).Should().Be((1, 1, "1"));
        body.RootElement.GetProperty("kind").GetString().Should().Be("digest");
        body.RootElement.GetProperty("title").GetString().Should().Be(NotificationWording.Of(Digest, Now).Title);
        body.RootElement.GetProperty("content").GetProperty("items")[0].GetProperty("accountId").GetString().Should().Be("100000000013");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_webhook_without_a_key_is_not_signed()
    {
        await using var sink = await HttpSink.StartAsync(200, "ok");

        await SendAsync(sink, new WebhookChannel { Name = "siem", Url = new Uri(sink.Url) });

        sink.Arrivals.Single().Headers.Should().NotContainKeys("X-CredFunctions-Signature", "Authorization");
    }

    private static ChannelSenders Channels(params (string Name, string Value)[] settings) =>
        new(new KnownSecrets(settings), TimeProvider.System, TextWriter.Null, evidence: null);

    private static async Task<Delivery> SendAsync(string url, Channel channel, params (string Name, string Value)[] settings)
    {
        using var channels = Channels([("CHANNEL_URL", url), .. settings]);
        return await channels.All.Single(each => each.Serves(channel.Kind)).SendAsync(channel, Digest, Cancellation);
    }

    private static Task<Delivery> SendAsync(HttpSink sink, Channel channel, params (string Name, string Value)[] settings) => SendAsync(sink.Url, channel, settings);

    private static async Task<ChannelRefusedException> RefusalAsync(string url, Channel channel)
    {
        var sending = () => SendAsync(url, channel);
        return (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which;
    }

    private static Task<ChannelRefusedException> RefusalAsync(HttpSink sink, Channel channel) => RefusalAsync(sink.Url, channel);

    // Two minutes are two seconds.
    private static async Task<ChannelRefusedException> SlowRefusalAsync(HttpSink sink, Channel channel)
    {
        using var channels = new ChannelSenders(
            new KnownSecrets(("CHANNEL_URL", sink.Url)), new StoppedClock(Now, speed: 60), TextWriter.Null, evidence: null);
        var sending = () => channels.SendAsync(channel, Digest, Cancellation);
        return (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which;
    }
}
