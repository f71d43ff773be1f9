namespace CredFunctions.Accounts;

/// <summary>A kind of difference between two reports of one source, notified once.</summary>
/// <param name="Id">The id that outputs name.</param>
/// <param name="Severity">How bad it is.</param>
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

    /// <summary>Every change there is.</summary>
    public static IReadOnlyList<AccountChange> All { get; } =
    [
        Created, Removed, KeyCreated, KeyDeleted, KeyReenabled, KeyAwoke, ConsoleEnabled,
        MfaRemoved, LoginProtectionRemoved, OperationProtectionRemoved, UserTypeChanged,
    ];
}
