using CredFunctions.Channels;
using CredFunctions.Cli.Policies;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Policy.Json;

namespace CredFunctions.Cli.Watching;

/// <summary>
/// The policy and the roster of a watch, of which one may be missing. They are read anew for every report; a change is reported
/// when it is seen.
/// </summary>
internal sealed class WatchedPolicy(string? path, string? roster, CommandEnvironment environment)
{
    private readonly Dictionary<string, FileVersion?> seen = new[] { path, roster }.OfType<string>()
        .Distinct(StringComparer.Ordinal).ToDictionary(file => file, FileVersion.Of, StringComparer.Ordinal);

    /// <summary>The bytes of both; none where one cannot be read, which is no policy either: the one before stays in force.</summary>
    public byte[] Read()
    {
        try
        {
            return PolicyInput.Read(path, Roster(), environment).Bytes;
        }
        catch (CommandException)
        {
            return [];
        }
    }

    /// <exception cref="CommandException">The policy cannot be used: at the start the user is there to mend it.</exception>
    public void Check() => UsablePolicy.Read(path, Roster(), environment, quiet: false);

    /// <summary>Reports which file has changed since the last look.</summary>
    public void Look()
    {
        foreach (var file in seen.Keys.ToList())
            Look(file);
    }

    private PolicyInput? Roster() => PolicyInput.ReadRoster(roster, environment);

    private void Look(string file)
    {
        var now = FileVersion.Of(file);
        if (now == seen[file])
            return;

        seen[file] = now;
        var reading = PolicyFile.Read(Read(), ChannelKinds.Readers);
        if (now is null)
            environment.WriteMessage($"\"{file}\" is gone: the policy before stays in force.");
        else if (reading.IsValid)
            environment.WriteMessage($"\"{file}\" has changed, and is in force from the next report on.");
        else
            environment.WriteMessage(
                $"\"{file}\" has changed and cannot be used, so the policy before stays in force. {reading.Errors[0]}");
    }
}
