using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// The facts about one account on the day of its report: the conditions that the rules are written in. One instance
/// serves account after account.
/// </summary>
/// <param name="asOf">The instant to which ages are counted.</param>
/// <param name="human">The thresholds of accounts that people use.</param>
/// <param name="machine">The thresholds of machines.</param>
/// <param name="machineAccounts">The user names of accounts that are machines, whatever their cells hold.</param>
public sealed class Facts(DateTimeOffset asOf, Thresholds human, Thresholds machine, NamePatterns machineAccounts)
{
    // Null where the policy names none, so that a million accounts are not asked for their names.
    private readonly NamePatterns? machines = machineAccounts.IsEmpty ? null : machineAccounts;

    private readonly AgeMarks marks = new();

    private Account account = null!;
    private KeyFacts key1;
    private KeyFacts key2;

    public Account Account => account;

    public DateTimeOffset AsOf => asOf;

    /// <summary>The instants that conditions compared times with so far.</summary>
    internal AgeMarks Marks => marks;

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

    public Condition LoggedIn => HasTime(Column.LastConsoleLoginTime);

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
        var isMachine = (!CanLogIn & (key1.Exists | key2.Exists)).IsTrue || IsNamedMachine(to);
        Profile = isMachine ? Profile.Machine : Profile.Human;
        Limits = Profile is Profile.Machine ? machine : human;
    }

    /// <summary>All that the conditions on an account can depend on.</summary>
    internal Outline OutlineOf(Account of) => new(of, marks, IsNamedMachine(of));

    public Condition Exists(AccessKey key) => Of(key).Exists;

    public Condition Active(AccessKey key) => Of(key).Active;

    public Condition Disabled(AccessKey key) => Of(key).Disabled;

    public static Condition Risk(AccessKey key) => On(key.Column(Column.AccessKey1MayBeAtRisk), key.MayBeAtRisk);

    public Condition Used(AccessKey key) => HasTime(key.Column(Column.AccessKey1LastUsedDate));

    public Condition Type(UserType type) =>
        Condition.Of(account.UserType.TryGet(out var actual) ? actual == type : null, Column.UserType);

    public Condition Type(UserType type, UserType other) => Type(type) | Type(other);

    /// <summary>Created more than the given days before the as-of.</summary>
    public Condition AccountOlder(int days) => Older(Column.CreationTime, days);

    /// <summary>
    /// The key's creation has a second witness: where its time is not one, the flags on its age decide, each on its side of its days.
    /// </summary>
    public Condition CreatedOlder(AccessKey key, int days)
    {
        var created = key.Column(Column.AccessKey1CreationTime);
        if (account.StateOf(created) is CellState.Value)
            return Older(created, days);
        if (OlderByFlag(key.CreatedOver90Days, 90, key, days) is { } older)
            return Condition.Of(older, key.Column(Column.AccessKey1CreatedOver90Days));
        if (OlderByFlag(key.CreatedOver30Days, 30, key, days) is { } olderThanMonth)
            return Condition.Of(olderThanMonth, key.Column(Column.AccessKey1CreatedOver30Days));
        return Condition.Of(null, created);
    }

    public Condition LastUsedOlder(AccessKey key, int days) => Older(key.Column(Column.AccessKey1LastUsedDate), days);

    public Condition PasswordOlder(int days) => Older(Column.PasswordLastRotation, days);

    public Condition LastLoginOlder(int days) => Older(Column.LastConsoleLoginTime, days);

    public Condition CreatedQuiet(AccessKey key, int days) => Quiet(key.Column(Column.AccessKey1CreationTime), days);

    public Condition LastUsedQuiet(AccessKey key, int days) => Quiet(key.Column(Column.AccessKey1LastUsedDate), days);

    public Condition PasswordQuiet(int days) => Quiet(Column.PasswordLastRotation, days);

    /// <summary>"Not supported" is no evidence about logins, so it counts as unknown here.</summary>
    public Condition LastLoginQuiet(int days) => account.StateOf(Column.LastConsoleLoginTime) is CellState.NotSupported
        ? Condition.Of(null, Column.LastConsoleLoginTime)
        : Quiet(Column.LastConsoleLoginTime, days);

    /// <summary>Whether the column holds a time more than the given days before the as-of.</summary>
    internal bool IsOlder(Column time, int days) => marks.IsBefore(account.TicksOf(time), InstantBefore(days));

    /// <summary>Whether the column holds a time less than the given days before the as-of; one later than it counts.</summary>
    internal bool IsYounger(Column time, int days) =>
        account.StateOf(time) is CellState.Value && !marks.IsBefore(account.TicksOf(time), InstantBefore(days) + 1);

    /// <summary>Whole days from a time to the as-of, for messages.</summary>
    public long DaysSince(Cell<DateTimeOffset> time) => time.TryGet(out var value) ? (long)Math.Floor((asOf - value).TotalDays) : 0;

    /// <summary>The age of a key in days, for messages; where only its flag shows it, "more than 90" or "more than 30".</summary>
    public string DaysSinceCreated(AccessKey key, int days) =>
        key.Created.State is CellState.Value ? $"{DaysSince(key.Created)}"
        : OlderByFlag(key.CreatedOver90Days, 90, key, days) is true ? "more than 90"
        : "more than 30";

    /// <summary>Which key it is, for messages.</summary>
    public string SlotAndMask(AccessKey key) => $"{(int)key.Slot} ({SecretIdMask.Of(account.SecretId(key))})";

    // What the flag for one number of days implies for another; null where it decides nothing.
    private static bool? OlderByFlag(Cell<bool> flag, int flagDays, AccessKey key, int days)
    {
        var contradict = key.CreatedOver90Days.Is(true) && key.CreatedOver30Days.Is(false);
        if (contradict || !flag.TryGet(out var isOver))
            return null;
        return isOver && days <= flagDays ? true : !isOver && days >= flagDays ? false : null;
    }

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

    private Condition HasTime(Column time) =>
        Condition.Of(account.StateOf(time) is CellState.Value or CellState.NotApplicable, account.StateOf(time) is CellState.Value, time);

    private Condition Older(Column time, int days) => Condition.Of(account.StateOf(time) is CellState.Value, IsOlder(time, days), time);

    private Condition Quiet(Column time, int days) =>
        Condition.Of(account.StateOf(time) is not CellState.Unrecognised,
            account.StateOf(time) is not CellState.Value | IsOlder(time, days), time);

    private long InstantBefore(int days) => asOf.UtcTicks - (days * TimeSpan.TicksPerDay);

    private bool IsNamedMachine(Account of) => machines?.Matches(of.Text(Column.Username)) ?? false;

    private ref readonly KeyFacts Of(AccessKey key) => ref key.Slot is KeySlot.One ? ref key1 : ref key2;
}
