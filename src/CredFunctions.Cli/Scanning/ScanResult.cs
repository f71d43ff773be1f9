using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>The result of a scan. Accounts are read anew on each call, so that no report is held in memory.</summary>
internal sealed record ScanResult
{
    public required RunResult Report { get; init; }

    public required Totals Totals { get; init; }

    /// <summary>Whether it was recorded, so that it can be compared with the report before; otherwise it was assessed by itself.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>The accounts with something to show: by id, or in the order of a report that was assessed by itself.</summary>
    public required Func<IEnumerable<ScannedAccount>> Accounts { get; init; }

    /// <summary>The accounts with events that the run notifies, by id, with these events.</summary>
    public Func<IEnumerable<AccountState>> WithEvents { get; init; } = () => [];

    /// <summary>Those of them with a change.</summary>
    public Func<IEnumerable<AccountState>> Changed { get; init; } = () => [];
}

/// <summary>How the result of a scan is written: for people or for programs.</summary>
internal interface IScanOutput
{
    /// <summary>Whether <see cref="Write"/> reads the accounts once more.</summary>
    bool ReadsAgain { get; }

    /// <summary>Takes an account while the report is counted; its state cannot be made after the call.</summary>
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
