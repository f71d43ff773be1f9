using System.Text.Json.Serialization;

using CredFunctions.Findings;
using CredFunctions.Rules;

namespace CredFunctions.Accounts;

/// <summary>Everything known of an account after a run: the row that is stored.</summary>
public sealed record AccountState
{
    public required string AccountId { get; init; }

    public required string Username { get; init; }

    public required string UserType { get; init; }

    public required Profile Profile { get; init; }

    /// <summary>The run that last touched it. Applying the same run again changes nothing.</summary>
    public required RunStamp Run { get; init; }

    public required AccountSnapshot Snapshot { get; init; }

    /// <summary>The as-of of the report that the snapshot is of.</summary>
    public required DateTimeOffset SnapshotAsOf { get; init; }

    /// <summary>The as-of of the report from which it was gone; null while it is there.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    public IReadOnlyList<FindingState> Findings { get; init; } = [];

    public IReadOnlyList<UnassessedRule> NotAssessed { get; init; } = [];

    /// <summary>The checks that it passed in its last report: bit n is the one at n in <see cref="RuleCatalogue.Checks"/>.</summary>
    public uint Passed { get; init; }

    /// <summary>What the last run made happen, and whatever happened before that no completed run has told.</summary>
    public IReadOnlyList<AccountEvent> Events { get; init; } = [];

    [JsonIgnore]
    public bool IsPresent => GoneSince is null;

    [JsonIgnore]
    public IEnumerable<FindingState> OpenFindings => Findings.Where(finding => finding.IsOpen);

    public FindingState? Finding(string fingerprint) => Findings.FirstOrDefault(finding => finding.Fingerprint == fingerprint);
}
