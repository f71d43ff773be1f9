using CredFunctions.Channels.Samples;
using CredFunctions.Cli.Terminal;
using CredFunctions.Policy;

namespace CredFunctions.Cli.Notifying;

/// <summary>Writes what the channels of a policy would get.</summary>
internal sealed class SamplePreview(PolicySettings policy, CommandEnvironment environment)
{
    /// <summary>Writes it; gives the exit code.</summary>
    public int Write(string folder)
    {
        if (policy.Channels.Count == 0)
            throw new CommandException(ExitCode.Usage, "The policy has no channels, so there is nothing to preview.");

        var count = 0;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var channel in policy.Channels)
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
            throw new CommandException(ExitCode.Usage, $"The preview cannot be written to \"{folder}\": {ex.Message}");
        }

        using var output = environment.OpenText();
        output.WriteLine($"{Counted.Of(count, "file")} for {Counted.Of(policy.Channels.Count, "channel")} in \"{folder}\". "
            + "Nothing was sent.");
        return ExitCode.Done;
    }
}
