using CredFunctions.Policy.Json;

namespace CredFunctions.Cli.Policies;

/// <summary>The bytes of a policy file, as they lie on the disk or come from stdin.</summary>
/// <param name="Name">What it is called, to be shown.</param>
/// <param name="Bytes">At most one byte more than a policy may have, which is enough to see that it is too long.</param>
internal sealed record PolicyText(string Name, byte[] Bytes)
{
    /// <exception cref="CommandException">The file is not there or cannot be read.</exception>
    public static PolicyText Read(string path, CommandEnvironment environment)
    {
        try
        {
            if (path is "-")
                return new PolicyText("stdin", ReadAll(environment.Input));
            if (Directory.Exists(path))
                throw Unreadable(path, "is a folder: name the policy file in it.");

            using var file = File.OpenRead(path);
            return new PolicyText(Path.GetFileName(path), ReadAll(file));
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, "is not there: check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Unreadable(path, "cannot be read: permission is denied.");
        }
        catch (Exception ex) when (ex is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, $"cannot be read: {ex.Message}");
        }
    }

    private static byte[] ReadAll(Stream from)
    {
        var bytes = new byte[PolicyFile.MaxLength + 1];
        var length = from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..length];
    }

    private static CommandException Unreadable(string path, string why) => new(ExitCode.Usage, $"\"{path}\" {why}");
}
