using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>What differs between an account's last report and this one. A cell that is not recognised never makes a difference.</summary>
internal sealed class AccountChanges(AccountSnapshot before, DateTimeOffset beforeAsOf, AccountSnapshot now, RunContext run, int unusedDays)
{
    /// <summary>The changes of an account that both reports have.</summary>
    public IEnumerable<AccountEvent> Between()
    {
        foreach (var key in now.Keys)
        {
            foreach (var change in OfKey(key))
                yield return change;
        }

        if (before.KeysAreComplete && now.KeysAreComplete)
        {
            foreach (var gone in before.Keys.Where(key => now.Key(key.Hash) is null))
                yield return Event(AccountChange.KeyDeleted, run, $"Access key {gone.Mask} was deleted.", gone.Mask);
        }

        if (before.LoginConsole is FlagReading.False && now.LoginConsole is FlagReading.True)
            yield return Event(AccountChange.ConsoleEnabled, run, "Console login was turned on.");
        if (WasRemoved(before.Mfa, now.Mfa))
            yield return Event(AccountChange.MfaRemoved, run, "The MFA device was removed.");
        if (WasRemoved(before.LoginProtection, now.LoginProtection))
            yield return Event(AccountChange.LoginProtectionRemoved, run, "Login protection was turned off.");
        if (WasRemoved(before.OperationProtection, now.OperationProtection))
            yield return Event(AccountChange.OperationProtectionRemoved, run, "Operation protection was turned off.");
        if (before.UserType is { } was && now.UserType is { } type && was != type)
            yield return Event(AccountChange.UserTypeChanged, run, "The user type changed.");
    }

    public static AccountEvent Event(AccountChange change, RunContext run, string message, string? secretIdMask = null) => new()
    {
        Kind = AccountEventKind.Changed,
        Change = change.Id,
        Severity = change.Severity,
        Message = message,
        Run = run.Run,
        SecretIdMask = secretIdMask,
    };

    private static bool WasRemoved(FlagReading before, FlagReading now) =>
        before is FlagReading.True && (now is FlagReading.False or FlagReading.NotSupported);

    private IEnumerable<AccountEvent> OfKey(KeySnapshot key)
    {
        if (before.Key(key.Hash) is not { } was)
        {
            if (before.KeysAreComplete && now.KeysAreComplete)
                yield return Event(AccountChange.KeyCreated, run, $"Access key {key.Mask} was created.", key.Mask);
            yield break;
        }

        if (was.Status is KeyStatus.Disabled && key.Status is KeyStatus.Active)
            yield return Event(AccountChange.KeyReenabled, run, $"Access key {key.Mask} was enabled again.", key.Mask);
        if (key.Status is KeyStatus.Active && Awoke(was, key))
            yield return Event(AccountChange.KeyAwoke, run, $"Access key {key.Mask} was used again after a long silence.", key.Mask);
    }

    private bool Awoke(KeySnapshot was, KeySnapshot key)
    {
        // A key that was never used has been silent since it was created.
        var silentSince = was.LastUsed ?? (was.NeverUsed ? was.Created : null);
        return silentSince is { } since && key.LastUsed is { } used
               && beforeAsOf.UtcTicks - since.UtcTicks > (unusedDays + 1) * TimeSpan.TicksPerDay
               && used > since;
    }
}
