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
public sealed class Facts(DateTimeOffset asOf, Thresholds human, Thresholds machine, IEnumerable<NamePattern> machineAccounts)
{
    private readonly NamePattern[] machines = [.. machineAccounts];
    private readonly AgeMarks marks = new();

    private AccountTraits traits;

    // How much later than the as-of the account is judged, in ticks.
    private long later;

    public Account Account { get; private set; } = null!;
    public Profile Profile { get; private set; }
    public Thresholds Limits => InPlace ?? (Profile is Profile.Machine ? machine : human);

    /// <summary>Thresholds that count in place of the policy's, while a check is made at the bound of a control.</summary>
    internal Thresholds? InPlace { get; set; }

    /// <summary>The line of the roster that counts; null where none matches.</summary>
    public RosterLine? Owner => traits.Owner;

    /// <summary>Whether a line of the roster matches.</summary>
    public Condition HasOwner => Condition.Of(Owner is not null, Column.AccountId);

    /// <summary>Whether the line that counts has a last day of the owner.</summary>
    public Condition HasLeaver => Condition.Of(Owner?.LeftOn is not null, Column.AccountId);

    /// <summary>Whether that day is over.</summary>
    public Condition OwnerLeft => Condition.Of(traits.HasLeft(asOf.UtcTicks + later), Column.AccountId);

    public Condition CanLogIn
    {
        get
        {
            var console = Account.LoginConsoleActive;
            if (console.State is not CellState.NotSupported)
                return Condition.Of(console.Value, Column.LoginConsoleActive);

            // A collaborator logs in with a main account of its own; a message receiver never does.
            bool? byType = Account.UserType.Value switch { UserType.Collaborator => true, UserType.MessageReceiver => false, _ => null };
            return Condition.Of(byType, Column.LoginConsoleActive, Column.UserType);
        }
    }

    public Condition Password => Condition.Of(
        Account.PasswordEnabled.State is CellState.NotSupported ? false : Account.PasswordEnabled.Value, Column.PasswordEnabled);

    public Condition Abnormal => Account.AbnormalLogins.State is CellState.NotSupported
        ? Condition.Of(Account.UserType.Is(UserType.MessageReceiver) ? false : null, Column.AbnormalLoginsWithin30Days, Column.UserType)
        : On(Column.AbnormalLoginsWithin30Days);

    public Condition LoggedIn => HasTime(Column.LastConsoleLoginTime);
    public Condition MfaSupported => Supported(Column.MfaDeviceActive);
    public Condition MfaOn => On(Column.MfaDeviceActive);
    public Condition LoginProtectionSupported => Supported(Column.LoginProtectionActive);
    public Condition LoginProtectionOn => On(Column.LoginProtectionActive);
    public Condition OperationProtectionSupported => Supported(Column.OperationProtectionActive);
    public Condition OperationProtectionOn => On(Column.OperationProtectionActive);

    /// <param name="traits">What the policy holds of the account.</param>
    /// <param name="later">How much later than the as-of it is judged, in ticks, as if its row stayed as it is.</param>
    internal void Turn(Account to, AccountTraits traits = default, long later = 0)
    {
        Account = to;
        this.traits = traits;
        this.later = later;
        var isMachine = (!CanLogIn & (Exists(to.Key1) | Exists(to.Key2))).IsTrue || IsNamedMachine(to);
        Profile = isMachine ? Profile.Machine : Profile.Human;
    }

    /// <summary>All that the conditions on an account can depend on, a number of ticks after the as-of.</summary>
    internal Outline OutlineOf(Account of, AccountTraits having, long later) =>
        new(of, marks, later, IsNamedMachine(of), having, having.HasLeft(asOf.UtcTicks + later));

    /// <summary>Judges the account by one check, so that it is known what the check asks about.</summary>
    internal Verdict Judge(Check check)
    {
        marks.Asking = check.Bit;
        var verdict = check.Rule.Judge(this, check.Subject);
        marks.Asking = 0;
        return verdict;
    }

    /// <summary>
    /// Adds how much later than the as-of, in ticks and at most as many as given, an answer about the account may become another
    /// one, right after that instant, with the checks to which it may matter.
    /// </summary>
    /// <param name="checks">The checks of interest.</param>
    internal void AddTurns(Account of, AccountTraits having, long most, ulong checks, List<(long Later, ulong Checks)> turns)
    {
        marks.AddTurns(of, most, checks, turns);
        if (having.Owner?.LeftOn is not null && having.LeftFrom - asOf.UtcTicks is > 0 and var left && left <= most)
            turns.Add((left, checks));
    }

    /// <summary>The same SecretId in both slots is one key: the second slot then holds none.</summary>
    public Condition Exists(AccessKey key) => key.Slot is KeySlot.Two && Account.SameSecretIdTwice
        ? Condition.Of(false, Column.AccessKey1SecretId, Column.AccessKey2SecretId)
        : Condition.Of(
            key.SecretId is CellState.Unrecognised ? null : key.SecretId is CellState.Value, key.Column(Column.AccessKey1SecretId));

    public Condition Active(AccessKey key) => Exists(key) & HasStatus(key, KeyStatus.Active);

    public Condition Disabled(AccessKey key) => Exists(key) & HasStatus(key, KeyStatus.Disabled);

    public Condition Risk(AccessKey key) => On(key.Column(Column.AccessKey1MayBeAtRisk));

    public Condition Used(AccessKey key) => HasTime(key.Column(Column.AccessKey1LastUsedDate));

    public Condition Type(UserType type) =>
        Condition.Of(Account.UserType.Value is { } actual ? actual == type : null, Column.UserType);

    public Condition Type(UserType type, UserType other) => Type(type) | Type(other);

    /// <summary>Created more than the given days before the as-of.</summary>
    public Condition AccountOlder(int days) => Older(Column.CreationTime, days);

    /// <summary>
    /// The key's creation has a second witness: where its time is not one, the flags on its age decide, each on its side of its days.
    /// </summary>
    public Condition CreatedOlder(AccessKey key, int days)
    {
        var created = key.Column(Column.AccessKey1CreationTime);
        if (Account.StateOf(created) is CellState.Value)
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
    public Condition LastLoginQuiet(int days) => Account.StateOf(Column.LastConsoleLoginTime) is CellState.NotSupported
        ? Condition.Of(null, Column.LastConsoleLoginTime)
        : Quiet(Column.LastConsoleLoginTime, days);

    /// <summary>Whether the column holds a time more than the given days before the as-of.</summary>
    internal bool IsOlder(Column time, int days) => marks.IsBefore(Account, time, InstantBefore(days), later);

    /// <summary>Whether the column holds a time less than the given days before the as-of; one later than it counts.</summary>
    internal bool IsYounger(Column time, int days) =>
        Account.StateOf(time) is CellState.Value && !marks.IsBefore(Account, time, InstantBefore(days) + 1, later);

    /// <summary>Whole days from a time to the as-of, for messages.</summary>
    public string DaysSince(Cell<DateTimeOffset> time) => Days(time.Value is { } value ? (long)Math.Floor((asOf - value).TotalDays) : 0);

    /// <summary>The age of a key in days, for messages; where only its flag shows it, "more than 90 days" or "more than 30 days".</summary>
    public string DaysSinceCreated(AccessKey key, int days) =>
        key.Created.State is CellState.Value ? DaysSince(key.Created)
        : OlderByFlag(key.CreatedOver90Days, 90, key, days) is true ? "more than 90 days"
        : "more than 30 days";

    /// <summary>A number of days, for messages.</summary>
    public static string Days(long days) => days == 1 ? "1 day" : $"{days} days";

    /// <summary>Which key it is, for messages.</summary>
    public string SlotAndMask(AccessKey key) => $"{(int)key.Slot} ({SecretIdMask.Of(Account.SecretId(key))})";

    // What the flag for one number of days implies for another; null where it decides nothing.
    private static bool? OlderByFlag(Cell<bool> flag, int flagDays, AccessKey key, int days)
    {
        var contradict = key.CreatedOver90Days.Is(true) && key.CreatedOver30Days.Is(false);
        return flag.Value switch
        {
            true when !contradict && days <= flagDays => true,
            false when !contradict && days >= flagDays => false,
            _ => null,
        };
    }

    private Condition Supported(Column flag) => Condition.Of(
        Account.StateOf(flag) switch { CellState.Value => true, CellState.NotSupported => false, _ => null }, flag);

    private Condition On(Column flag) => Condition.Of(Account.FlagOf(flag).Value, flag);

    private static Condition HasStatus(AccessKey key, KeyStatus status) =>
        Condition.Of(key.Status.Value is { } actual ? actual == status : null, key.Column(Column.AccessKey1Status));

    private Condition HasTime(Column time) => Condition.Of(
        Account.StateOf(time) switch { CellState.Value => true, CellState.NotApplicable => false, _ => null }, time);

    private Condition Older(Column time, int days) =>
        Condition.Of(Account.StateOf(time) is CellState.Value ? IsOlder(time, days) : null, time);

    private Condition Quiet(Column time, int days) => Condition.Of(
        Account.StateOf(time) switch { CellState.Unrecognised => null, CellState.Value => IsOlder(time, days), _ => true }, time);

    private long InstantBefore(int days) => asOf.UtcTicks - (days * TimeSpan.TicksPerDay);

    private bool IsNamedMachine(Account of)
    {
        foreach (var pattern in machines)
        {
            if (pattern.Matches(of.Text(Column.Username)))
                return true;
        }

        return false;
    }
}

/// <summary>What a policy holds of one account.</summary>
/// <param name="IsExternal">Whether it signs in through an identity provider.</param>
/// <param name="IsPrivileged">Whether some of its findings are more severe.</param>
/// <param name="Owner">The line of the roster that counts; null where none matches.</param>
/// <param name="LeftFrom">The UTC ticks from which the owner's last day is over; of no meaning where the line has none.</param>
internal readonly record struct AccountTraits(bool IsExternal, bool IsPrivileged, RosterLine? Owner, long LeftFrom)
{
    /// <summary>Whether the owner's last day is over at an instant.</summary>
    public bool HasLeft(long ticks) => Owner?.LeftOn is not null && ticks >= LeftFrom;
}
