using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>A kind of difference between two reports of one source, notified once.</summary>
/// <param name="Id">The id that outputs name.</param>
/// <param name="IsCriticalAfterAbnormalLogin">Whether it is critical while the report has an abnormal login of the account.</param>
public sealed record AccountChange(string Id, Severity Severity, bool IsCriticalAfterAbnormalLogin = false)
{
    public static AccountChange Created { get; } = new("account-created", Severity.Info);
    public static AccountChange Removed { get; } = new("account-removed", Severity.Info);
    public static AccountChange KeyCreated { get; } = new("access-key-created", Severity.Info, IsCriticalAfterAbnormalLogin: true);
    public static AccountChange KeyDeleted { get; } = new("access-key-deleted", Severity.Info);
    public static AccountChange KeyReenabled { get; } = new("access-key-reenabled", Severity.Medium, IsCriticalAfterAbnormalLogin: true);
    public static AccountChange KeyAwoke { get; } = new("access-key-awoke", Severity.High, IsCriticalAfterAbnormalLogin: true);
    public static AccountChange ConsoleEnabled { get; } = new("console-enabled", Severity.Low);
    public static AccountChange MfaRemoved { get; } = new("mfa-removed", Severity.High, IsCriticalAfterAbnormalLogin: true);

    public static AccountChange LoginProtectionRemoved { get; } = new(
        "login-protection-removed", Severity.High, IsCriticalAfterAbnormalLogin: true);

    public static AccountChange OperationProtectionRemoved { get; } =
        new("operation-protection-removed", Severity.High, IsCriticalAfterAbnormalLogin: true);

    public static AccountChange UserTypeChanged { get; } = new("user-type-changed", Severity.Low);

    public static IReadOnlyList<AccountChange> All { get; } =
    [
        Created, Removed, KeyCreated, KeyDeleted, KeyReenabled, KeyAwoke, ConsoleEnabled,
        MfaRemoved, LoginProtectionRemoved, OperationProtectionRemoved, UserTypeChanged,
    ];
}

/// <summary>What differs between an account's last usable cells and those of this report.</summary>
/// <param name="before">The last usable cells.</param>
/// <param name="now">This report's.</param>
internal sealed class AccountComparison(AccountSnapshot before, AssessedAccount now, RunContext run)
{
    private readonly AccountSnapshot cells = now.Snapshot;

    public IEnumerable<AccountEvent> Between()
    {
        foreach (var key in cells.Keys)
        {
            foreach (var change in OfKey(key))
                yield return change;
        }

        if (before.KeysAreComplete && cells.KeysAreComplete)
        {
            foreach (var gone in before.Keys.Where(key => key.IsListed && cells.Key(key.Hash) is null))
                yield return Event(AccountChange.KeyDeleted, $"Access key {gone.Mask} was deleted.", gone.Mask);
        }

        if (before.LoginConsole is FlagReading.False && cells.LoginConsole is FlagReading.True)
            yield return Event(AccountChange.ConsoleEnabled, "Console login was turned on.");
        if (WasRemoved(before.Mfa, cells.Mfa))
            yield return Event(AccountChange.MfaRemoved, "The MFA device was removed.");
        if (WasRemoved(before.LoginProtection, cells.LoginProtection))
            yield return Event(AccountChange.LoginProtectionRemoved, "Login protection was turned off.");
        if (WasRemoved(before.OperationProtection, cells.OperationProtection))
            yield return Event(AccountChange.OperationProtectionRemoved, "Operation protection was turned off.");
        if (before.UserType is { } was && cells.UserType is { } type && was != type)
            yield return Event(AccountChange.UserTypeChanged, "The user type changed.");
    }

    public static AccountEvent Event(AccountChange change, RunContext run, string message) => new()
    {
        Kind = AccountEventKind.Changed,
        Change = change.Id,
        Severity = change.Severity,
        Message = message,
        Run = run.Run,
    };

    private AccountEvent Event(AccountChange change, string message, string? secretIdMask = null) => Event(change, run, message) with
    {
        Severity = now.IsAbnormal && change.IsCriticalAfterAbnormalLogin ? Severity.Critical : change.Severity,
        SecretIdMask = secretIdMask,
    };

    private static bool WasRemoved(FlagReading before, FlagReading now) =>
        before is FlagReading.True && (now is FlagReading.False or FlagReading.NotSupported);

    private IEnumerable<AccountEvent> OfKey(KeySnapshot key)
    {
        var was = before.Key(key.Hash);
        if (was is not { IsListed: true } && before.KeysAreComplete && cells.KeysAreComplete)
            yield return Event(AccountChange.KeyCreated, $"Access key {key.Mask} was created.", key.Mask);
        if (was is null || key.Status is not KeyStatus.Active)
            yield break;

        if (was.Status is KeyStatus.Disabled)
            yield return Event(AccountChange.KeyReenabled, $"Access key {key.Mask} was enabled again.", key.Mask);
        if (Awoke(was, key))
            yield return Event(AccountChange.KeyAwoke, $"Access key {key.Mask} was used again after a long silence.", key.Mask);
    }

    private bool Awoke(KeySnapshot was, KeySnapshot key)
    {
        // A key that was never used has been silent since it was created.
        var silentSince = was.NeverUsed ? was.Created : was.LastUsed;
        var unusedDays = run.Policy.For(now.Profile).AccessKeyUnusedDays;
        return silentSince is { } since && key.LastUsed is { } used && was.UsedAsOf is { } asOf
               && asOf.UtcTicks - since.UtcTicks > (unusedDays + 1) * TimeSpan.TicksPerDay
               && used > since;
    }
}
