using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>The result of a scan, but for its accounts, which the output has taken before.</summary>
internal sealed record ScanResult
{
    public required RunResult Report { get; init; }

    public required Totals Totals { get; init; }

    /// <summary>Whether it was recorded, so that it can be compared with the report before; otherwise it was assessed by itself.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>How many accounts are shown; null where the output is not of a part.</summary>
    public ShownCount? Shown { get; init; }

    /// <summary>The accounts with events that the run notifies, by id, with these events.</summary>
    public Func<IEnumerable<AccountState>> WithEvents { get; init; } = () => [];

    /// <summary>Those of them with a change.</summary>
    public Func<IEnumerable<AccountState>> Changed { get; init; } = () => [];
}

/// <summary>How the result of a scan is written: for people or for programs.</summary>
internal interface IScanOutput : IDisposable
{
    /// <summary>
    /// Takes an account with something to show, before <see cref="Write"/>: by id, or in the order of a report that is assessed by
    /// itself. Its state cannot be made after the call.
    /// </summary>
    void Take(ScannedAccount account);

    void Write(ScanResult result);

    /// <summary>Writes that the report is held, and why. People read it on stderr.</summary>
    void WriteHold(string reportId, string reason)
    {
    }

    /// <summary>Writes that the report is rejected, and why. People read it on stderr.</summary>
    void WriteRejection(Rejection rejection)
    {
    }
}
