using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

using CredFunctions.Channels.Samples;
using CredFunctions.Ports;

namespace CredFunctions.Tests.Cli;

/// <summary>The channels of a policy, tried out.</summary>
public sealed class NotifyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Policy => folder.Write("policy.json", Encoding.UTF8.GetBytes($$"""
        {
          "channels": {
            "screen": { "kind": "console" },
            "chat": { "kind": "teams", "urlSetting": "CHANNEL_CHAT_URL" },
            "bare": { "kind": "teams", "urlSetting": "CHANNEL_CHAT_URL", "bare": true },
            "wecom": { "kind": "wecom", "urlSetting": "CHANNEL_WECOM_URL" },
            "feishu": { "kind": "feishu", "urlSetting": "CHANNEL_FEISHU_URL", "secretSetting": "CHANNEL_FEISHU_SECRET" },
            "ding": { "kind": "dingtalk", "urlSetting": "CHANNEL_DING_URL" },
            "slack": { "kind": "slack", "urlSetting": "CHANNEL_SLACK_URL" },
            "mail": { "kind": "smtp", "host": "127.0.0.1", "port": {{ClosedPort()}}, "from": "audit@corp.example", "to": ["a@corp.example"] },
            "azure": { "kind": "acs", "endpoint": "https://x.communication.azure.com", "from": "audit@corp.example", "to": ["a@corp.example"] },
            "siem": { "kind": "webhook", "url": "http://127.0.0.1:{{ClosedPort()}}/ingest", "signingKeySetting": "CHANNEL_SIEM_KEY" },
          },
          "routes": [ { "channels": ["screen", "chat", "bare", "wecom", "feishu", "ding", "slack", "mail", "azure", "siem"] } ],
        }
        """));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sample_on_the_console_is_seen_and_said_to_have_been_taken()
    {
        var run = Test("screen");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("sample-account").And.EndWith("Channel \"screen\" (console) accepted the sample.\n");
        run.Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("azure", "Mail by Azure Communication Services is sent by the deployment on Azure only; here, a channel of kind smtp sends mail.")]
    [InlineData("chat", "The setting CHANNEL_CHAT_URL has no value: set it, and start this process again.")]
    [InlineData("siem", "The channel cannot be reached: *")]
    [InlineData("mail", "The mail server cannot be used: *")]
    public void A_sample_that_did_not_arrive_is_said_with_the_reason(string channel, string reason)
    {
        var run = Test(channel, ("CHANNEL_SIEM_KEY", "s3cr3t-key"));

        run.ExitCode.Should().Be(4);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().Match($"Channel \"{channel}\" did not accept the sample. {reason}").And.NotContain("s3cr3t");
    }

    [Fact]
    public void A_channel_that_the_policy_has_not_is_told_with_those_it_has()
    {
        var run = Test("chta");

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Be("The policy has no channel \"chta\". It has \"screen\", \"chat\", \"bare\", \"wecom\", \"feishu\", \"ding\", \"slack\", \"mail\", \"azure\", \"siem\".");
    }

    [Fact]
    public void A_policy_is_required() =>
        CommandRun.Of("notify", "test", "chat").ExitCode.Should().Be(2);

    [Fact]
    public void A_preview_is_every_sample_in_the_form_of_every_channel()
    {
        var target = Path.Combine(folder.Path, "preview");

        var run = CommandRun.Of("notify", "preview", "--policy", Policy, "--out", target);

        run.ExitCode.Should().Be(0, run.Error);
        var files = Directory.GetFiles(target).Select(path => Path.GetFileName(path)).ToList();
        run.Output.Should().Be($"{files.Count} files for 10 channels in \"{target}\". Nothing was sent.\n");
        var names = SampleNotifications.All(CommandRun.Now).Select(sample => sample.Name).ToList();
        files.Should().Contain(names.SelectMany(name => new[]
        {
            $"screen.{name}.txt", $"chat.{name}.card.json", $"bare.{name}.card.json", $"wecom.{name}.wecom.md", $"feishu.{name}.feishu.json", $"ding.{name}.dingtalk.md", $"slack.{name}.slack.json", $"mail.{name}.mail.html", $"mail.{name}.mail.txt", $"azure.{name}.mail.html", $"siem.{name}.webhook.json",
        }));
        files.Should().Contain("chat.digest.zh-CN.card.json").And.Contain("wecom.digest.zh-CN.wecom.md");
        files.Should().Contain("mail.digest.mail.csv").And.NotContain("chat.digest.mail.html").And.NotContain("siem.digest.card.json");
        TypeOf(target, "chat.digest.card.json").Should().Be("message");
        TypeOf(target, "bare.digest.card.json").Should().Be("AdaptiveCard");
    }

    [Fact]
    public void A_preview_of_no_channel_or_into_a_file_is_refused()
    {
        var empty = folder.Write("empty.json", "{}"u8.ToArray());
        var file = folder.Write("file", []);

        var nothing = CommandRun.Of("notify", "preview", "--policy", empty, "--out", folder.Path);
        var nowhere = CommandRun.Of("notify", "preview", "--policy", Policy, "--out", file);

        (nothing.ExitCode, nothing.Sentence).Should().Be((2, "The policy has no channels, so there is nothing to preview."));
        nowhere.ExitCode.Should().Be(2);
        nowhere.Sentence.Should().StartWith($"The preview cannot be written to \"{file}\": ");
    }

    [Theory]
    [InlineData("notify", "--help")]
    [InlineData("notify", "test", "--help")]
    [InlineData("notify", "preview", "--help")]
    public void Help_has_examples_and_fits_80_columns(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("Examples:\n  ").And.Contain("credfunctions notify ");
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    private CommandRun Test(string channel, params (string Name, string Value)[] settings) => CommandRun.Of(
        [], environment => environment with { Secrets = new Settings(settings) }, "notify", "test", channel, "--policy", Policy);

    private static string? TypeOf(string folder, string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return json.RootElement.GetProperty("type").GetString();
    }

    // Nobody listens there, since somebody just did and has gone.
    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Settings((string Name, string Value)[] known) : IChannelSecrets
    {
        public string? Read(string settingName) => known.FirstOrDefault(setting => setting.Name == settingName).Value;
    }
}
