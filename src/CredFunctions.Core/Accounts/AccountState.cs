using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

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

    /// <summary>The checks that it passed in its last report: a <see cref="Check.Bit"/> each.</summary>
    public ulong Passed { get; init; }

    /// <summary>The checks at the bounds of controls in its last report.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public BoundOutcomes AtBounds { get; init; }

    /// <summary>What it passed in its last report and will fail, the first one first.</summary>
    public IReadOnlyList<DueCheck> Due { get; init; } = [];

    /// <summary>The events of the last run, and earlier ones that no completed run had notified by then.</summary>
    public IReadOnlyList<AccountEvent> Events { get; init; } = [];

    /// <summary>
    /// The run that was the source's last completed one when the events were made. While it still is, no completed run has
    /// notified them. Null before the first, and where there are no events.
    /// </summary>
    public RunStamp? EventsSince { get; init; }

    /// <summary>How often findings opened, by fingerprint, before the reports that showed them were withdrawn.</summary>
    public IReadOnlyDictionary<string, int> PastOpenings { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>What is due by the report of a run; nothing where the report does not show the account.</summary>
    public IReadOnlyList<DueCheck> DueIn(RunContext run) => Run == run.Run ? Due : [];

    [JsonIgnore]
    public bool IsPresent => GoneSince is null;

    [JsonIgnore]
    public IEnumerable<FindingState> OpenFindings => Findings.Where(finding => finding.IsOpen);

    /// <summary>Whether a finding is open; asked for every account that is saved or shown.</summary>
    [JsonIgnore]
    public bool HasOpenFindings
    {
        get
        {
            for (var index = 0; index < Findings.Count; index++)
            {
                if (Findings[index].IsOpen)
                    return true;
            }

            return false;
        }
    }

    public FindingState? Finding(string fingerprint) => Findings.FirstOrDefault(finding => finding.Fingerprint == fingerprint);

    /// <summary>The events that no run has notified which was completed before this one.</summary>
    internal IReadOnlyList<AccountEvent> PendingEvents(RunContext run) => EventsSince == run.LastCompleted ? Events : [];

    /// <summary>The events that completing a run notifies: those that are pending, unless their rule is off.</summary>
    public IReadOnlyList<AccountEvent> EventsToNotify(RunContext run)
    {
        var pending = PendingEvents(run);
        return pending.Any(each => IsOff(each, run)) ? [.. pending.Where(each => !IsOff(each, run))] : pending;
    }

    /// <summary>Whether an event is of a rule that is not evaluated for the account.</summary>
    internal bool IsOff(AccountEvent each, RunContext run) => each.Rule is { } rule && run.IsOff(this, rule);
}
