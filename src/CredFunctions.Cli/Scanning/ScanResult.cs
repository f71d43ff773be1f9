using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Findings;

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
