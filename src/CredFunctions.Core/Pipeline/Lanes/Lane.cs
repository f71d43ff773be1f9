using CredFunctions.Accounts;

namespace CredFunctions.Pipeline.Lanes;

/// <summary>The order in which a source's reports are worked, one at a time.</summary>
public sealed record Lane
{
    public required string Source { get; init; }

    /// <summary>The run that is being worked; a message of any other is settled without effect.</summary>
    public RunStamp? Active { get; init; }

    public RunStamp? LastCompleted { get; init; }

    /// <summary>The policy of the last completed run.</summary>
    public string? LastPolicy { get; init; }

    public bool LastHadUnreadableRows { get; init; }

    /// <summary>How many verdicts the last completed run could not give.</summary>
    public long LastNotAssessed { get; init; }

    /// <summary>Whether a run would come too late: one that is not later than the last completed one changes nothing.</summary>
    public bool IsStale(RunStamp run) => run <= LastCompleted;
}
