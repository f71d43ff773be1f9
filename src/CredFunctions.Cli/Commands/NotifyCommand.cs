using System.CommandLine;

using CredFunctions.Channels;
using CredFunctions.Channels.Samples;
using CredFunctions.Cli.Policies;
using CredFunctions.Evidence;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Commands;

/// <summary>Tries channels before anyone relies on them.</summary>
internal sealed class NotifyCommand : DocumentedCommand
{
    public NotifyCommand(CommandEnvironment environment)
        : base(
            "notify", "Tries out the channels of a policy.",
            [
                "credfunctions notify test security-chat --policy policy.json",
                "credfunctions notify preview --policy policy.json --out preview",
            ])
    {
        Add(new NotifyTestCommand(environment));
        Add(new NotifyPreviewCommand(environment));
    }
}

/// <summary>Sends a sample, so that the user can see it arrive.</summary>
internal sealed class NotifyTestCommand : DocumentedCommand
{
    private readonly Argument<string> channel = new("CHANNEL") { Description = "The name of a channel in the policy." };

    private readonly Option<string> policy = OptionValues.Required("--policy", "FILE", "The policy that has the channel.");

    public NotifyTestCommand(CommandEnvironment environment)
        : base(
            "test", "Sends a sample to a channel, and reports whether the channel accepted it.",
            [
                "credfunctions notify test security-chat --policy policy.json",
                "CHANNEL_SMTP_PASSWORD=... credfunctions notify test mail --policy policy.json",
            ],
            """
            The settings that the channel names are environment variables.

            Exit codes:
              2   wrong usage or policy, or the policy has no such channel
              4   the sample did not arrive, not at every recipient, or unconfirmed
              0   it arrived
            """)
    {
        Add(channel);
        Add(policy);
        SetAction((parsed, cancellationToken) => SendAsync(
            parsed.GetRequiredValue(policy), parsed.GetRequiredValue(channel), environment, cancellationToken));
    }

    private static async Task<int> SendAsync(
        string path, string name, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var policy = UsablePolicy.Read(path, roster: null, environment, quiet: true).Policy;
        var known = policy.Channels.Count == 0
            ? "It has none at all."
            : $"It has {string.Join(", ", policy.Channels.Select(each => $"\"{each.Name}\""))}.";
        var channel = policy.ChannelOf(name) ?? throw new CommandException($"The policy has no channel \"{name}\". {known}");
        await using var output = environment.OpenText();
        using var channels = new ChannelSenders(
            environment.Secrets, environment.Time, environment.OpenChannel(), evidence: null, environment.WriteMessage);
        try
        {
            var delivery = await channels.SendAsync(
                channel, SampleNotifications.Test(name, environment.Time.GetUtcNow()), cancellationToken);
            if (delivery.Remark is not { } remark)
            {
                await output.WriteLineAsync($"Channel \"{name}\" ({channel.Kind}) accepted the sample.");
                return ExitCode.Done;
            }

            environment.WriteMessage($"Channel \"{name}\" accepted the sample only in part. {remark}");
        }
        catch (ChannelRefusedException ex)
        {
            var outcome = ex.Refusal is ChannelRefusal.Unconfirmed ? "did not confirm" : "did not accept";
            environment.WriteMessage(
                $"Channel \"{name}\" {outcome} the sample{(ex.Missed is null ? "" : " for every recipient")}. {ex.Message}");
        }

        return ExitCode.Undelivered;
    }
}

/// <summary>Writes what the channels of a policy would get.</summary>
internal sealed class NotifyPreviewCommand : DocumentedCommand
{
    private readonly Option<string> policy = OptionValues.Required("--policy", "FILE", "The policy whose channels are previewed.");

    private readonly Option<string> folder = OptionValues.Required(
        "--out", "DIR", "The folder for the files. It is created if it does not exist.");

    public NotifyPreviewCommand(CommandEnvironment environment)
        : base(
            "preview", "Writes a sample of every kind of notification as each channel would receive it, in each language. Sends nothing.",
            ["credfunctions notify preview --policy policy.json --out preview"],
            """
            A Teams channel's files end with card.json, those of a mail with mail.html,
            mail.txt and mail.csv, of a webhook with webhook.json, of the console with txt,
            of WeCom and DingTalk with wecom.md and dingtalk.md, of Feishu and Slack with
            feishu.json and slack.json. Those in Chinese have zh-CN before that.

            Exit codes:
              2   wrong usage or policy, or a folder that cannot be written to
              0   done
            """)
    {
        Add(policy);
        Add(folder);
        SetAction(parsed => Write(parsed.GetRequiredValue(policy), parsed.GetRequiredValue(folder), environment));
    }

    private static int Write(string path, string folder, CommandEnvironment environment)
    {
        var channels = UsablePolicy.Read(path, roster: null, environment, quiet: true).Policy.Channels;
        if (channels.Count == 0)
            throw new CommandException("The policy has no channels, so there is nothing to preview.");

        var count = 0;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var channel in channels)
            {
                foreach (var (name, bytes) in SampleNotifications.Files(channel, environment.Time.GetUtcNow()))
                {
                    File.WriteAllBytes(Path.Combine(folder, $"{channel.Name}.{name}"), bytes);
                    count++;
                }
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException($"The preview cannot be written to \"{folder}\": {ex.Message}");
        }

        using var output = environment.OpenText();
        output.WriteLine(
            $"{Counted.Of(count, "file")} for {Counted.Of(channels.Count, "channel")} in \"{folder}\". Nothing was sent.");
        return ExitCode.Done;
    }
}
