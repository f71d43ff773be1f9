using CredFunctions.Accounts;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>What a completed run came to, read from the store account by account.</summary>
internal sealed record RecordedResult
{
    public required ScannedReport Report { get; init; }

    public required RunBefore Before { get; init; }

    /// <summary>The accounts of which there is something to tell, by id. Each call reads them anew.</summary>
    public required Func<IEnumerable<RecordedAccount>> Accounts { get; init; }

    /// <summary>
    /// The accounts to which something happened in the run, by id; their events are what happened. Each call reads them anew.
    /// </summary>
    public required Func<IEnumerable<AccountState>> WithEvents { get; init; }

    /// <summary>Those of them with a change among it.</summary>
    public required Func<IEnumerable<AccountState>> Changed { get; init; }
}
