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
    /// <param name="path">The policy; null for the built-in defaults.</param>
    /// <param name="roster">The roster; null for none.</param>
    /// <exception cref="CommandException">It does not exist, or is no policy.</exception>
    public static UsablePolicy Read(string? path, PolicyInput? roster, CommandEnvironment environment, bool quiet)
    {
        if (path is null && roster is null)
            return Default;
        var bytes = PolicyInput.Read(path, roster, environment).Bytes;
        path ??= roster!.Name;
        var reading = PolicyFile.Read(bytes, ChannelKinds.Readers);
        if (!reading.IsValid)
            throw new CommandException(
                $"\"{path}\" is no policy that can be used. {reading.Errors[0]} \"credfunctions policy check\" lists everything.");

        foreach (var warning in quiet ? [] : reading.Warnings)
            environment.WriteMessage($"\"{path}\": {warning}");
        return new UsablePolicy(bytes, reading.Policy);
    }
}

/// <summary>The bytes of a policy file and of its roster, as they lie on the disk or come from stdin.</summary>
/// <param name="Name">What it is called, to be shown.</param>
/// <param name="Bytes">At most one byte more than each may have, which is enough to see that it is too long.</param>
internal sealed record PolicyInput(string Name, byte[] Bytes)
{
    /// <summary>A policy with its roster; one of the two is not null.</summary>
    /// <exception cref="CommandException">The file does not exist or cannot be read.</exception>
    public static PolicyInput Read(string? path, PolicyInput? roster, CommandEnvironment environment)
    {
        var policy = path is null ? null : Read(path, "policy", PolicyFile.MaxLength, environment);
        return roster is null ? policy! : new PolicyInput(policy?.Name ?? roster.Name, PolicyFile.WithRoster(policy?.Bytes, roster.Bytes));
    }

    /// <summary>The roster alone; null for none.</summary>
    /// <exception cref="CommandException">The file does not exist or cannot be read.</exception>
    public static PolicyInput? ReadRoster(string? path, CommandEnvironment environment) =>
        path is null ? null : Read(path, "roster", PolicyFile.MaxRosterLength, environment);

    private static PolicyInput Read(string path, string what, int most, CommandEnvironment environment) =>
        NamedFile.Open(path, $"is a folder: name the {what} file in it.", () =>
        {
            if (path is "-")
                return new PolicyInput("stdin", ReadAll(environment.Input, most));
            using var file = File.OpenRead(path);
            return new PolicyInput(Path.GetFileName(path), ReadAll(file, most));
        });

    private static byte[] ReadAll(Stream from, int most)
    {
        var bytes = new byte[most + 1];
        return bytes[..from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
