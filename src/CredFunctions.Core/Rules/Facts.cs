using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// What can be said of one account on the day of its report: the conditions that the rules are written in. One instance
/// serves account after account.
/// </summary>
/// <param name="asOf">The instant to which ages are counted.</param>
/// <param name="policy">Selects the thresholds, and names machines.</param>
public sealed class Facts(DateTimeOffset asOf, AssessmentPolicy policy)
{
    // Null where the policy names none, so that a million accounts are not asked for their names.
    private readonly NamePatterns? machines = policy.MachineAccounts.IsEmpty ? null : policy.MachineAccounts;

    private Account account = null!;
    private KeyFacts key1;
    private KeyFacts key2;

    public Account Account => account;

    public DateTimeOffset AsOf => asOf;

    public Profile Profile { get; private set; }

    /// <summary>The thresholds of the account's profile.</summary>
    public Thresholds Limits { get; private set; } = Thresholds.Default;

    public Condition CanLogIn { get; private set; }

    public Condition Password => Condition.Of(
        account.PasswordEnabled.TryGet(out var enabled) ? enabled : account.PasswordEnabled.State is CellState.NotSupported ? false : null,
        Column.PasswordEnabled);

    public Condition Abnormal => account.AbnormalLogins.State is CellState.NotSupported
        ? Condition.Of(account.UserType.Is(UserType.MessageReceiver) ? false : null, Column.AbnormalLoginsWithin30Days, Column.UserType)
        : On(Column.AbnormalLoginsWithin30Days, account.AbnormalLogins);

    public Condition LoggedIn => HasTime(account.LastConsoleLogin, Column.LastConsoleLoginTime);

    public Condition MfaSupported => Supported(Column.MfaDeviceActive, account.MfaDeviceActive);

    public Condition MfaOn => On(Column.MfaDeviceActive, account.MfaDeviceActive);

    public Condition LoginProtectionSupported => Supported(Column.LoginProtectionActive, account.LoginProtectionActive);

    public Condition LoginProtectionOn => On(Column.LoginProtectionActive, account.LoginProtectionActive);

    public Condition OperationProtectionSupported => Supported(Column.OperationProtectionActive, account.OperationProtectionActive);

    public Condition OperationProtectionOn => On(Column.OperationProtectionActive, account.OperationProtectionActive);

    /// <summary>Turns to another account.</summary>
    public void Turn(Account to)
    {
        account = to;
        CanLogIn = CanLogInOf(to);
        key1 = new KeyFacts(to, to.Key1);
        key2 = new KeyFacts(to, to.Key2);
        var isMachine = (!CanLogIn & (key1.Exists | key2.Exists)).IsTrue || (machines?.Matches(to.Text(Column.Username)) ?? false);
        Profile = isMachine ? Profile.Machine : Profile.Human;
        Limits = policy.For(Profile);
    }

    public Condition Exists(AccessKey key) => Of(key).Exists;

    public Condition Active(AccessKey key) => Of(key).Active;

    public Condition Disabled(AccessKey key) => Of(key).Disabled;

    public static Condition Risk(AccessKey key) => On(key.Column(Column.AccessKey1MayBeAtRisk), key.MayBeAtRisk);

    public static Condition Used(AccessKey key) => HasTime(key.LastUsed, key.Column(Column.AccessKey1LastUsedDate));

    public Condition Type(UserType type) =>
        Condition.Of(account.UserType.TryGet(out var actual) ? actual == type : null, Column.UserType);

    public Condition Type(UserType type, UserType other) => Type(type) | Type(other);

    /// <summary>Created more than so many days before the as-of.</summary>
    public Condition AccountOlder(int days) => Older(account.Created, days, Column.CreationTime);

    public Condition CreatedOlder(AccessKey key, int days) => Older(key.Created, days, key.Column(Column.AccessKey1CreationTime));

    public Condition LastUsedOlder(AccessKey key, int days) => Older(key.LastUsed, days, key.Column(Column.AccessKey1LastUsedDate));

    public Condition PasswordOlder(int days) => Older(account.PasswordLastRotation, days, Column.PasswordLastRotation);

    public Condition LastLoginOlder(int days) => Older(account.LastConsoleLogin, days, Column.LastConsoleLoginTime);

    public Condition CreatedQuiet(AccessKey key, int days) => Quiet(key.Created, days, key.Column(Column.AccessKey1CreationTime));

    public Condition LastUsedQuiet(AccessKey key, int days) => Quiet(key.LastUsed, days, key.Column(Column.AccessKey1LastUsedDate));

    public Condition PasswordQuiet(int days) => Quiet(account.PasswordLastRotation, days, Column.PasswordLastRotation);

    /// <summary>Not supported says nothing about logins, so here it is unknown.</summary>
    public Condition LastLoginQuiet(int days) => account.LastConsoleLogin.State is CellState.NotSupported
        ? Condition.Of(null, Column.LastConsoleLoginTime)
        : Quiet(account.LastConsoleLogin, days, Column.LastConsoleLoginTime);

    /// <summary>Whole days from a time to the as-of, for messages.</summary>
    public long DaysSince(Cell<DateTimeOffset> time) => time.TryGet(out var value) ? (long)Math.Floor((asOf - value).TotalDays) : 0;

    private static Condition CanLogInOf(Account account)
    {
        if (account.LoginConsoleActive.TryGet(out var active))
            return Condition.Of(active, Column.LoginConsoleActive);
        if (account.LoginConsoleActive.State is not CellState.NotSupported)
            return Condition.Of(null, Column.LoginConsoleActive);

        // A collaborator logs in with a main account of its own; a message receiver never does.
        bool? byType = account.UserType.Is(UserType.Collaborator) ? true : account.UserType.Is(UserType.MessageReceiver) ? false : null;
        return Condition.Of(byType, Column.LoginConsoleActive, Column.UserType);
    }

    private static Condition Supported(Column column, Cell<bool> flag) =>
        Condition.Of(flag.State is CellState.Value or CellState.NotSupported, flag.State is CellState.Value, column);

    private static Condition On(Column column, Cell<bool> flag) => Condition.Of(flag.TryGet(out var on), on, column);

    private static Condition HasTime(Cell<DateTimeOffset> time, Column column) =>
        Condition.Of(time.State is CellState.Value or CellState.NotApplicable, time.State is CellState.Value, column);

    private Condition Older(Cell<DateTimeOffset> time, int days, Column column) =>
        Condition.Of(time.TryGet(out var value), IsOlder(value, days), column);

    private Condition Quiet(Cell<DateTimeOffset> time, int days, Column column) =>
        Condition.Of(time.State is not CellState.Unrecognised, !time.TryGet(out var value) | IsOlder(value, days), column);

    private bool IsOlder(DateTimeOffset time, int days) => asOf.UtcTicks - time.UtcTicks > days * TimeSpan.TicksPerDay;

    private ref readonly KeyFacts Of(AccessKey key) => ref key.Slot is KeySlot.One ? ref key1 : ref key2;
}
