using CredFunctions.Channels.Samples;
using CredFunctions.Embedded.Channels;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Notifying;

/// <summary>Sends a sample, so that somebody can see it arrive.</summary>
internal sealed class SampleSending(PolicySettings policy, Surroundings surroundings)
{
    /// <summary>Sends it; gives the exit code.</summary>
    public async Task<int> SendAsync(string name, CancellationToken cancellation)
    {
        var channel = policy.ChannelOf(name) ?? throw new CommandException(ExitCode.Usage, $"The policy has no channel \"{name}\". {Known()}");
        await using var output = surroundings.OpenText();
        using var channels = new EmbeddedChannels(
            surroundings.Secrets, surroundings.Time, surroundings.OpenChannel(), evidence: null, surroundings.Say);
        try
        {
            var way = channels.All.First(each => each.Serves(channel.Kind));
            var delivery = await way.SendAsync(channel, SampleNotifications.Test(name, surroundings.Time.GetUtcNow()), cancellation);
            if (delivery.Remark is not { } remark)
            {
                await output.WriteLineAsync($"The sample was taken by channel \"{name}\" ({channel.Kind.ToString().ToLowerInvariant()}).");
                return ExitCode.Done;
            }

            surroundings.Say($"Channel \"{name}\" took the sample but in part. {remark}");
        }
        catch (ChannelRefusedException refused)
        {
            var outcome = refused.Refusal is ChannelRefusal.Unconfirmed ? "did not confirm" : "did not take";
            surroundings.Say(
                $"Channel \"{name}\" {outcome} the sample{(refused.Missed is null ? "" : " for everybody")}. {refused.Message}");
        }

        return ExitCode.Undelivered;
    }

    private string Known() => policy.Channels.Count == 0
        ? "It has none at all."
        : $"It has {string.Join(", ", policy.Channels.Select(channel => $"\"{channel.Name}\""))}.";
}
