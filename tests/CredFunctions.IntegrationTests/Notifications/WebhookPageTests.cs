using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using CredFunctions.Channels;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Webhook;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Policy;
using CredFunctions.Tests.Building;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Runs the example of docs/webhook.md over what a server was sent.</summary>
public sealed class WebhookPageTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("the-key", 0, true)]
    [InlineData("another-key", 0, false)]
    [InlineData("the-key", 301, false)]
    [InlineData("the-key", -301, false)]
    public async Task The_example_takes_what_is_genuine_and_recent_alone(string key, int secondsLater, bool isGenuine)
    {
        var node = NodeTools.Find("node");
        Assert.SkipWhen(node is null, "The example is JavaScript, and node is not in the PATH.");
        var arrival = await ArrivalAsync();
        var sent = new
        {
            headers = arrival.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value, StringComparer.Ordinal),
            body = Convert.ToBase64String(arrival.Body),
        };
        var page = await File.ReadAllTextAsync(RepositoryFile.At("docs/webhook.md"), TestContext.Current.CancellationToken);
        var example = Regex.Match(page, "```js\n(?<example>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["example"].Value;
        var script = $$"""
            {{example}}
            const sent = {{JsonSerializer.Serialize(sent)}};
            const now = Number(sent.headers["x-credfunctions-timestamp"]) + ({{secondsLater}});
            const body = Buffer.from(sent.body, "base64");
            const forged = Buffer.concat([body, Buffer.from(" ")]);
            console.log([isGenuine(sent.headers, body, "{{key}}", now), isGenuine(sent.headers, forged, "{{key}}", now), isGenuine({}, body, "{{key}}", now)].join());
            """;

        (await RunAsync(node, script)).Should().Be($"{(isGenuine ? "true" : "false")},false,false\n");
    }

    private static async Task<HttpArrival> ArrivalAsync()
    {
        await using var sink = await HttpSink.StartAsync(200, "ok");
        using var channels = new ChannelSenders(
            new KnownSecrets(("CHANNEL_URL", sink.Url), ("CHANNEL_KEY", "the-key")), TimeProvider.System, TextWriter.Null, evidence: null);
        var channel = new WebhookChannel { Name = "siem", UrlSetting = "CHANNEL_URL", SigningKeySetting = "CHANNEL_KEY" };
        await channels.SendAsync(channel, SampleNotifications.Test("siem", DateTimeOffset.UtcNow), TestContext.Current.CancellationToken);
        return sink.Arrivals.Single();
    }

    private static async Task<string> RunAsync(string node, string script)
    {
        using var process = Process.Start(new ProcessStartInfo(node, ["-e", script]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
