using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using CredFunctions.Notifications;
using CredFunctions.Notifications.Samples;
using CredFunctions.Notifications.Teams;
using CredFunctions.Notifications.Wording;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy.Channels;

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
    private static readonly TeamsChannel Teams = new() { Name = "chat", UrlSetting = "URL" };

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
        refused.Message.Should().Be("The channel answered 500 InternalServerError.");
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

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_hangs_is_given_up_and_not_tried_again_at_once()
    {
        await using var sink = await HttpSink.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var watch = Stopwatch.StartNew();

        var refused = await RefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Be("The channel did not answer in time.");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        sink.Arrivals.Should().ContainSingle("whether it arrived is not known");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_body_that_never_ends_is_given_up_too()
    {
        await using var sink = await HttpSink.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        (await RefusalAsync(sink, Teams)).Refusal.Should().Be(ChannelRefusal.Transient);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_reset_is_said_without_the_secret()
    {
        await using var sink = await HttpSink.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var refused = await RefusalAsync(sink, Teams);

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
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
        (await RefusalAsync(url, Teams)).Message.Should().Be("The setting URL is not a URL that begins with https:// (http:// to this machine only).");

    [Fact(Timeout = 30_000)]
    public async Task A_setting_without_a_value_is_named() =>
        (await RefusalAsync("", Teams)).Message.Should().Be("The setting URL has no value.");

    [Fact(Timeout = 30_000)]
    public async Task Not_more_than_four_a_second_reach_a_channel()
    {
        await using var sink = await HttpSink.StartAsync(202);
        using var channels = Channels(("URL", sink.Url));
        var way = channels.All.Single(each => each.Serves(ChannelKind.Teams));

        await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => way.SendAsync(Teams, Digest, Cancellation)));

        var at = sink.Arrivals.Select(arrival => arrival.At).Order().ToList();
        (at[^1] - at[0]).Should().BeGreaterThan(TimeSpan.FromMilliseconds(1_300), "seven are six gaps of 250 ms");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_webhook_gets_signed_json()
    {
        await using var sink = await HttpSink.StartAsync(200, "ok");
        var webhook = new WebhookChannel { Name = "siem", UrlSetting = "URL", SigningKeySetting = "KEY", AuthorizationSetting = "AUTH" };

        await SendAsync(sink, webhook, ("KEY", "k3y"), ("AUTH", "Splunk 123"));

        var arrival = sink.Arrivals.Should().ContainSingle().Subject;
        arrival.Headers["Authorization"].Should().Be("Splunk 123");
        arrival.Headers["X-CredFunctions-Id"].Should().Be(Digest.Id);
        var timestamp = arrival.Headers["X-CredFunctions-Timestamp"];
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. arrival.Body];
        arrival.Headers["X-CredFunctions-Signature"].Should().Be("v1=" + Convert.ToHexStringLower(HMACSHA256.HashData("k3y"u8, signed)));
        using var body = JsonDocument.Parse(arrival.Body);
        body.RootElement.GetProperty("schemaVersion").GetInt32().Should().Be(1);
        body.RootElement.GetProperty("kind").GetString().Should().Be("digest");
        body.RootElement.GetProperty("title").GetString().Should().Be(Letters.Of(Digest, Now).Title);
        body.RootElement.GetProperty("content").GetProperty("items")[0].GetProperty("accountId").GetString().Should().Be("100000000003");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_webhook_without_a_key_is_not_signed()
    {
        await using var sink = await HttpSink.StartAsync(200, "ok");

        await SendAsync(sink, new WebhookChannel { Name = "siem", Url = new Uri(sink.Url) });

        sink.Arrivals.Single().Headers.Should().NotContainKeys("X-CredFunctions-Signature", "Authorization");
    }

    private static NotificationChannels Channels(params (string Name, string Value)[] settings) =>
        new(new KnownSecrets(settings), TimeProvider.System, TextWriter.Null, evidence: null, TimeSpan.FromSeconds(2));

    private static async Task<Delivery> SendAsync(string url, Channel channel, params (string Name, string Value)[] settings)
    {
        using var channels = Channels([("URL", url), .. settings]);
        return await channels.All.Single(each => each.Serves(channel.Kind)).SendAsync(channel, Digest, Cancellation);
    }

    private static Task<Delivery> SendAsync(HttpSink sink, Channel channel, params (string Name, string Value)[] settings) => SendAsync(sink.Url, channel, settings);

    private static async Task<ChannelRefusedException> RefusalAsync(string url, Channel channel)
    {
        var sending = () => SendAsync(url, channel);
        return (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which;
    }

    private static Task<ChannelRefusedException> RefusalAsync(HttpSink sink, Channel channel) => RefusalAsync(sink.Url, channel);
}
