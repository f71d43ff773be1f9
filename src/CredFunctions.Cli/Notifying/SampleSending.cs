using CredFunctions.Channels;
using CredFunctions.Channels.Samples;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Notifying;

/// <summary>Sends a sample, so that the user can see it arrive.</summary>
internal sealed class SampleSending(PolicySettings policy, CommandEnvironment environment)
{
    /// <summary>Sends it; gives the exit code.</summary>
    public async Task<int> SendAsync(string name, CancellationToken cancellationToken)
    {
        var channel = policy.ChannelOf(name)
            ?? throw new CommandException(ExitCode.Usage, $"The policy has no channel \"{name}\". {Known()}");
        await using var output = environment.OpenText();
        using var channels = new ChannelSenders(
            environment.Secrets, environment.Time, environment.OpenChannel(), evidence: null, environment.WriteMessage);
        try
        {
            var delivery = await channels.SendAsync(
                channel, SampleNotifications.Test(name, environment.Time.GetUtcNow()), cancellationToken);
            if (delivery.Remark is not { } remark)
            {
                await output.WriteLineAsync($"The sample was taken by channel \"{name}\" ({channel.Kind}).");
                return ExitCode.Done;
            }

            environment.WriteMessage($"Channel \"{name}\" took the sample but in part. {remark}");
        }
        catch (ChannelRefusedException ex)
        {
            var outcome = ex.Refusal is ChannelRefusal.Unconfirmed ? "did not confirm" : "did not take";
            environment.WriteMessage(
                $"Channel \"{name}\" {outcome} the sample{(ex.Missed is null ? "" : " for every recipient")}. {ex.Message}");
        }

        return ExitCode.Undelivered;
    }

    private string Known() => policy.Channels.Count == 0
        ? "It has none at all."
        : $"It has {string.Join(", ", policy.Channels.Select(channel => $"\"{channel.Name}\""))}.";
}
