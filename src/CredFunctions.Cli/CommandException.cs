namespace CredFunctions.Cli;

/// <summary>Ends the command with one sentence on stderr: what is wrong, where, what to do.</summary>
public sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
