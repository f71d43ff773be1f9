using CredFunctions.Channels;
using CredFunctions.Cli.Policies;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Policy.Json;

namespace CredFunctions.Cli.Watching;

/// <summary>The policy file of a watch. It is read anew for every report; a change is reported when it is seen.</summary>
internal sealed class WatchedPolicy(string path, CommandEnvironment environment)
{
    private FileVersion? seen = FileVersion.Of(path);

    /// <summary>The file's bytes; none where it cannot be read, which is no policy either, so that the one before stays in force.</summary>
    public byte[] Read()
    {
        try
        {
            return PolicyInput.Read(path, environment).Bytes;
        }
        catch (CommandException)
        {
            return [];
        }
    }

    /// <exception cref="CommandException">The policy cannot be used: at the start the user is there to mend it.</exception>
    public void Check() => UsablePolicy.Read(path, environment, quiet: false);

    /// <summary>Reports that the file has changed since the last look.</summary>
    public void Look()
    {
        var now = FileVersion.Of(path);
        if (now == seen)
            return;

        seen = now;
        var reading = PolicyFile.Read(Read(), ChannelKinds.Readers);
        if (now is null)
            environment.WriteMessage($"\"{path}\" is gone: the policy before stays in force.");
        else if (reading.IsValid)
            environment.WriteMessage($"\"{path}\" has changed, and is in force from the next report on.");
        else
            environment.WriteMessage(
                $"\"{path}\" has changed and cannot be used, so the policy before stays in force. {reading.Errors[0]}");
    }
}
