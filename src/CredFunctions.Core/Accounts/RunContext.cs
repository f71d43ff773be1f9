using CredFunctions.Policy;

namespace CredFunctions.Accounts;

/// <summary>What a run knows beside the account itself.</summary>
public sealed record RunContext
{
    public required RunStamp Run { get; init; }
    public required AssessmentPolicy Policy { get; init; }

    /// <summary>
    /// The last run of the source that was completed, the same from the run's start to its end; null before the first, whose
    /// report is the baseline.
    /// </summary>
    public RunStamp? LastCompleted { get; init; }

    /// <summary>Whether the report before this one had rows that could not be read, so that an account new here may not be new.</summary>
    public bool PreviousHadUnreadableRows { get; init; }

    /// <summary>Whether this report has such rows, so that an account missing here may not be gone.</summary>
    public bool HasUnreadableRows { get; init; }

    public bool IsBaseline => LastCompleted is null;

    /// <summary>Whether what is gone since then is not kept any longer.</summary>
    internal bool IsPastKeeping(DateTimeOffset? goneSince) =>
        goneSince is { } gone && Run.AsOf.UtcTicks - gone.UtcTicks > Policy.FindingRetentionDays * TimeSpan.TicksPerDay;

    /// <summary>Whether a rule is not evaluated for an account.</summary>
    public bool IsOff(AccountState account, string rule) => Policy.IsOff(rule, account.AccountId, account.Username);
}
