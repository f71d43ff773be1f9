using CredFunctions.Channels;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.Cli.Policies;

/// <summary>A policy that was named at the command line and can be used.</summary>
/// <param name="Bytes">The file's bytes; null for the built-in defaults.</param>
/// <param name="Policy">The settings it holds.</param>
internal sealed record UsablePolicy(byte[]? Bytes, PolicyDocument Policy)
{
    public static UsablePolicy Default { get; } = new(null, PolicyDocument.Default);

    /// <summary>Reads a policy file, and warns on stderr of what is probably a mistake.</summary>
    /// <exception cref="CommandException">It is not there, or is no policy.</exception>
    public static UsablePolicy Read(string path, CommandEnvironment environment, bool quiet)
    {
        var bytes = PolicyText.Read(path, environment).Bytes;
        var reading = PolicyFile.Read(bytes, ChannelKinds.Readers);
        if (!reading.IsValid)
            throw new CommandException(
                ExitCode.Usage, $"\"{path}\" is no policy that can be used. {reading.Errors[0]} "
                    + "\"credfunctions policy check\" lists everything.");

        foreach (var warning in quiet ? [] : reading.Warnings)
            environment.WriteMessage($"\"{path}\": {warning}");
        return new UsablePolicy(bytes, reading.Policy);
    }
}
