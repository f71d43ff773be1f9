namespace CredFunctions.Accounts;

/// <summary>
/// The life of an account and its findings: a state and what a run says of the account give the next state with the events
/// in between. Pure, so that applying the same run again, after whatever crash, gives the same row.
/// </summary>
public static class AccountLife
{
    /// <summary>Applies a run to an account that its report has.</summary>
    /// <param name="before">The stored state; null where the account was never seen.</param>
    /// <param name="now">What the run says.</param>
    /// <param name="run">The run.</param>
    public static AccountState Apply(AccountState? before, AssessedAccount now, RunContext run)
    {
        if (before is not null && before.Run == run.Run)
            return before;

        var findings = new FindingLife(before, now, run);
        findings.Live();
        return new AccountState
        {
            AccountId = now.AccountId,
            Username = now.Username,
            UserType = now.UserType,
            Profile = now.Profile,
            Run = run.Run,
            Snapshot = before is null ? now.Snapshot : Remembered(before.Snapshot, now.Snapshot),
            SnapshotAsOf = run.Run.AsOf,
            Findings = findings.States,
            NotAssessed = now.NotAssessed,
            Passed = now.Passed,
            Events = [.. Untold(before, run), .. ChangesOf(before, now, run), .. findings.Events],
        };
    }

    /// <summary>Applies a run to an account that its report has no longer. Only for a report that was read and recorded whole.</summary>
    public static AccountState Depart(AccountState before, RunContext run)
    {
        if (!before.IsPresent || before.Run == run.Run)
            return before;

        return before with
        {
            Run = run.Run,
            GoneSince = run.Run.AsOf,
            NotAssessed = [],
            Passed = 0,
            Findings = [.. before.Findings.Select(finding => finding.IsOpen ? FindingLife.Resolved(finding, run) : finding)],
            Events =
            [
                .. Untold(before, run),
                AccountChanges.Event(AccountChange.Removed, run, "The account is gone."),
                .. before.OpenFindings.Where(finding => !run.Policy.Rules.IsOff(finding.Rule))
                    .Select(finding => FindingLife.Event(AccountEventKind.Resolved, finding, run)),
            ],
        };
    }

    // A run that was never completed has told nothing: what it made happen is told with the next one.
    private static IEnumerable<AccountEvent> Untold(AccountState? before, RunContext run) =>
        before is null ? [] : before.Events.Where(each => run.LastCompleted is not { } last || each.Run > last);

    private static IEnumerable<AccountEvent> ChangesOf(AccountState? before, AssessedAccount now, RunContext run)
    {
        if (run.IsBaseline)
            return [];
        if (before is null || !before.IsPresent)
            return run.PreviousHadUnreadableRows ? [] : [AccountChanges.Event(AccountChange.Created, run, "The account is new.")];

        var unusedDays = run.Policy.For(now.Profile).AccessKeyUnusedDays;
        return new AccountChanges(before.Snapshot, before.SnapshotAsOf, now.Snapshot, run, unusedDays).Between();
    }

    // A cell that is not recognised today leaves what was read of it before.
    private static AccountSnapshot Remembered(AccountSnapshot before, AccountSnapshot now) => now.IsWhole ? now : now with
    {
        UserType = now.UserType ?? before.UserType,
        LoginConsole = Last(before.LoginConsole, now.LoginConsole),
        Mfa = Last(before.Mfa, now.Mfa),
        LoginProtection = Last(before.LoginProtection, now.LoginProtection),
        OperationProtection = Last(before.OperationProtection, now.OperationProtection),
        Keys =
        [
            .. now.Keys.Select(key => key.Status is null ? key with { Status = before.Key(key.Hash)?.Status } : key),
            .. now.KeysAreComplete ? [] : before.Keys.Where(key => now.Key(key.Hash) is null),
        ],
    };

    private static FlagReading Last(FlagReading before, FlagReading now) => now is FlagReading.Unrecognised ? before : now;
}
