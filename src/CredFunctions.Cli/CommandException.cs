namespace CredFunctions.Cli;

/// <summary>Ends the command with one sentence on stderr: what is wrong, where, what to do.</summary>
public sealed class CommandException(string message, int exitCode = Cli.ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>How the command ends; the first that applies, in the order 2, 3, 1, 4, 0.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A finding at or above <c>--fail-on</c>.</summary>
    public const int Findings = 1;

    /// <summary>Evidence is not as it was written.</summary>
    public const int Differs = Findings;

    /// <summary>Wrong usage, or a file that is not there or cannot be read.</summary>
    public const int Usage = 2;

    public const int Rejected = 3;

    /// <summary>Done, but some rows could not be read.</summary>
    public const int UnreadableRows = 4;

    /// <summary>Done, but a check at or above <c>--fail-on</c> could not be assessed.</summary>
    public const int NotAssessed = UnreadableRows;

    /// <summary>Not every notification was delivered.</summary>
    public const int Undelivered = UnreadableRows;

    /// <summary>A report is not finished: its lane goes on with the next run.</summary>
    public const int Unfinished = UnreadableRows;

    /// <summary>
    /// A defect of the program, a report that changed while it was read, or an output that cannot be written: EX_SOFTWARE of sysexits.h.
    /// </summary>
    public const int Failed = 70;
}
