namespace CredFunctions.Tests.Model;

/// <summary>A verdict in words, as the page has it.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Subject"><c>account</c>, <c>key1</c> or <c>key2</c>.</param>
/// <param name="Outcome"><c>not applicable</c>, <c>not assessed</c>, <c>pass</c> or <c>fail</c>.</param>
/// <param name="Severity">Of a verdict that fails; null of the others.</param>
internal sealed record VerdictModel(string Rule, string Subject, string Outcome, string? Severity);

/// <summary>
/// The rules of one report once more, straight from the page and in C#'s own <c>bool?</c>. It shares no code with the catalogue
/// that it is held against.
/// </summary>
/// <param name="cells">The account's trimmed cells by column, in the column's squeezed name.</param>
/// <param name="asOf">The instant to which ages are counted.</param>
/// <param name="policy">Its numbers.</param>
internal sealed class RuleModel(IReadOnlyDictionary<string, string> cells, DateTimeOffset asOf, PolicyModel policy)
{
    private const string Created = "creationtime";
    private const string Password = "passwordlastrotation";
    private const string LastLogin = "lastconsolelogintime";
    private const string Mfa = "mfadeviceactive";
    private const string Login = "loginprotectionactive";
    private const string Operation = "operationprotectionactive";
    private const string Console = "loginconsoleactive";

    private static readonly int[] Slots = [1, 2];

    private static readonly string[] ElsewhereOff = ["console-mfa-disabled", "console-mfa-unavailable", "login-protection-disabled", "password-not-rotated"];

    private static readonly string[] Powerful =
    [
        "access-key-not-rotated", "access-key-unused", "access-key-never-used", "access-key-overlap", "console-mfa-disabled", "console-mfa-unavailable",
        "login-protection-disabled", "operation-protection-disabled", "console-idle", "dormant-identity",
    ];

    /// <summary>The verdict of every rule on every subject of it.</summary>
    public IEnumerable<VerdictModel> Verdicts()
    {
        foreach (var k in Slots)
        {
            yield return Key("access-key-leak-risk", k, Exists(k), Flag(Risk(k)), Disabled(k) is true ? "high" : "critical");
            yield return Key("access-key-not-rotated", k, Active(k), CreatedOlder(k, Days("accessKeyMaxAgeDays")), "high");
            yield return Key("access-key-unused", k, Active(k) & Used(k), Older(Cell(LastUsed(k)), Days("accessKeyUnusedDays") + 1), "medium");
            yield return Key("access-key-never-used", k, Active(k) & !Used(k), CreatedOlder(k, Days("accessKeyNeverUsedDays") + 1), "medium");
            yield return Key("access-key-disabled-retained", k, Exists(k), Disabled(k), "low");
        }

        var overlap = Days("accessKeyOverlapDays");
        yield return Account("access-key-overlap", Active(1) & Active(2), CreatedOlder(1, overlap) & CreatedOlder(2, overlap), "medium");
        yield return Account("console-mfa-disabled", CanLogIn() & Supported(Mfa), !Flag(Mfa), "high");
        yield return Account("console-mfa-unavailable", CanLogIn(), !Supported(Mfa), "high");
        yield return Account("login-protection-disabled", CanLogIn() & Supported(Login), !Flag(Login), "high");
        yield return Account("operation-protection-disabled", CanLogIn() & Supported(Operation), !Flag(Operation), "medium");
        yield return Account("password-not-rotated", HasPassword(), Older(Cell(Password), Days("passwordMaxAgeDays")), "low");
        yield return Account("abnormal-login", true, Abnormal(), (Flag(Mfa) & Flag(Login)) is true ? "high" : "critical");
        yield return Account("console-idle", CanLogIn() & LoggedIn(), Older(Cell(LastLogin), Days("consoleIdleDays")), "medium");
        yield return Account(
            "console-never-used", CanLogIn() & !LoggedIn(),
            Older(Cell(Created), Days("consoleNeverUsedDays")) & Quiet(Password, Days("consoleNeverUsedDays")), "medium");
        yield return Account("console-and-access-key", CanLogIn(), Active(1) | Active(2), "low");
        yield return Account("dormant-identity", CanLogIn() | Active(1) | Active(2), Dormant(Days("dormantDays") + 1), "medium");
        yield return Account(
            "identity-without-credentials", Type("sub-user", "wework-sub-user") & !CanLogIn() & !Active(1) & !Active(2),
            Older(Cell(Created), Days("withoutCredentialsDays")), "low");
        yield return Account(
            "possible-compromise", Abnormal(), (Active(1) & !CreatedOlder(1, 30)) | (Active(2) & !CreatedOlder(2, 30)), "critical");
        yield return Account("collaborator-access", Type("collaborator"), CanLogIn() | Active(1) | Active(2), "info");
        var access = CanLogIn() | Active(1) | Active(2);
        var owner = policy.OwnerOf(cells["accountid"], cells["username"]);
        var today = DateOnly.FromDateTime(asOf.ToOffset(policy.ReportTimeZone).DateTime);
        yield return Account("owner-left", policy.Roster is not null && owner?.LeftOn is not null, owner?.LeftOn < today & access, "high");
        yield return Account("owner-unknown", policy.Roster is null ? false : access, owner is null, "low");
        yield return Account("report-inconsistent", true, Contradictions().Aggregate((bool?)false, (any, each) => any | each), "low");
    }

    /// <summary>The times of the row, in UTC ticks.</summary>
    public IEnumerable<long> Times() =>
        new[] { Created, Password, KeyCreated(1), LastUsed(1), KeyCreated(2), LastUsed(2), LastLogin }.Select(column => Cell(column).Ticks).OfType<long>();

    /// <summary>When the owner's last day is over, in UTC ticks; null where there is none.</summary>
    public long? LeftFrom() => policy.OwnerOf(cells["accountid"], cells["username"])?.LeftOn is { } day
        ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), policy.ReportTimeZone).UtcTicks
        : null;

    /// <summary>Since when each active key was not used, in UTC ticks, where that is known.</summary>
    public IEnumerable<(string Subject, long Since)> Unused() =>
        from k in Slots
        where Active(k) is true
        let since = Cell(LastUsed(k)).State is CellStateModel.NotApplicable ? Cell(KeyCreated(k)).Ticks : Cell(LastUsed(k)).Ticks
        where since is not null
        select ($"key{k}", since.Value);

    /// <summary>Whether the account is a machine.</summary>
    public bool IsMachine() => policy.NamesMachine(cells["username"]) || (!CanLogIn() & (Exists(1) | Exists(2))) is true;

    // The twelve contradictions, in the order of the page.
    private IEnumerable<bool?> Contradictions()
    {
        foreach (var k in Slots)
        {
            foreach (var (flag, days) in new[] { (Over90(k), 90), (Over30(k), 30) })
            {
                yield return (Test(flag, Cell(flag).IsTrue) & Test(KeyCreated(k), Age(Cell(KeyCreated(k))) < TimeSpan.FromDays(days - 1)))
                    | (Test(flag, Cell(flag).IsFalse) & Test(KeyCreated(k), Age(Cell(KeyCreated(k))) > TimeSpan.FromDays(days + 1)));
            }

            yield return !Exists(k) & (Test(Status(k), Cell(Status(k)).State is CellStateModel.Value) | IsTime(KeyCreated(k)));
            yield return Exists(k) & (IsEmpty(KeyCreated(k)) | IsEmpty(Status(k)));
            yield return IsTime(LastUsed(k)) & IsTime(KeyCreated(k))
                & (Cell(KeyCreated(k)).Ticks is { } created && Cell(LastUsed(k)).Ticks is { } used ? created - used > TimeSpan.TicksPerDay : Unclear(KeyCreated(k), LastUsed(k)));
            yield return Test(Over90(k), Cell(Over90(k)).IsTrue) & Test(Over30(k), Cell(Over30(k)).IsFalse);
        }

        yield return Test("passwordenabled", Cell("passwordenabled").IsTrue) & IsEmpty(Password);
        foreach (var time in new[] { Created, Password, KeyCreated(1), LastUsed(1), KeyCreated(2), LastUsed(2), LastLogin }.Where(cells.ContainsKey))
            yield return Test(time, Age(Cell(time)) < TimeSpan.FromDays(-1));
        yield return Type("message-receiver") & (Exists(1) | Exists(2) | Test(Console, Cell(Console).IsTrue));
        yield return Type("sub-user", "wework-sub-user") & IsNotSupported(Console);
        yield return IsSecret(1) & IsSecret(2) & (Unclear(Secret(1), Secret(2)) is null ? null : SameSecret());
        yield return CanLogIn() & (IsNotSupported(Login) | IsNotSupported(Operation)) & !Type("message-receiver");
        yield return Type("sub-user") & IsNotSupported("passwordenabled");
    }

    private VerdictModel Key(string rule, int k, bool? applies, bool? fails, string severity) => Verdict(rule, $"key{k}", applies, fails, severity);

    private VerdictModel Account(string rule, bool? applies, bool? fails, string severity) => Verdict(rule, "account", applies, fails, severity);

    private VerdictModel Verdict(string rule, string subject, bool? applies, bool? fails, string severity) => (applies, fails) switch
    {
        _ when ElsewhereOff.Contains(rule) && policy.IsExternal(cells["accountid"], cells["username"]) => new(rule, subject, "not applicable", null),
        (false, _) => new(rule, subject, "not applicable", null),
        (true, true) => new(rule, subject, "fail", Raised(rule, policy.Severities.GetValueOrDefault(rule, severity))),
        (true, false) => new(rule, subject, "pass", null),
        _ => new(rule, subject, "not assessed", null),
    };

    private string Raised(string rule, string severity) => Powerful.Contains(rule) && policy.IsPrivileged(cells["accountid"], cells["username"])
        ? severity switch { "info" => "low", "low" => "medium", "medium" => "high", _ => "critical" }
        : severity;

    private int Days(string setting) => policy.Days(setting, IsMachine());

    private bool? CanLogIn() => Cell(Console) switch
    {
        { IsTrue: true } => true,
        { IsFalse: true } => false,
        { State: CellStateModel.NotSupported } => Cell("usertype").Value switch { "collaborator" => true, "message-receiver" => false, _ => null },
        _ => null,
    };

    private bool? Abnormal() => Cell("abnormalloginsnumwithin30days") switch
    {
        { IsTrue: true } => true,
        { IsFalse: true } => false,
        { State: CellStateModel.NotSupported } when Cell("usertype").Value is "message-receiver" => false,
        _ => null,
    };

    private bool? HasPassword() => Cell("passwordenabled") switch
    {
        { IsTrue: true } => true,
        { IsFalse: true } or { State: CellStateModel.NotSupported } => false,
        _ => null,
    };

    private bool? LoggedIn() => TimeOrNotApplicable(Cell(LastLogin));

    private bool? Used(int k) => TimeOrNotApplicable(Cell(LastUsed(k)));

    private bool? Exists(int k) => k == 2 && SameSecret() ? false : Cell(Secret(k)).State switch
    {
        CellStateModel.Value => true,
        CellStateModel.Unrecognised => null,
        _ => false,
    };

    private bool? Active(int k) => HasStatus(k, "active", "disabled");

    private bool? Disabled(int k) => HasStatus(k, "disabled", "active");

    private bool? HasStatus(int k, string wanted, string other)
    {
        if (Exists(k) is true && Cell(Status(k)).Value is string status && status == wanted)
            return true;
        return Exists(k) is false || Cell(Status(k)).Value is string different && different == other ? false : null;
    }

    private bool? Flag(string column) => Cell(column) switch { { IsTrue: true } => true, { IsFalse: true } => false, _ => null };

    private bool? Supported(string flag) => Flag(flag) is not null ? true : Cell(flag).State is CellStateModel.NotSupported ? false : null;

    private bool? Type(params string[] types) => Cell("usertype").Value is string type ? types.Contains(type) : null;

    private bool? Dormant(int days)
    {
        var dormant = Older(Cell(Created), days) & (!CanLogIn() | (Quiet(LastLogin, days) & Quiet(Password, days)));
        foreach (var k in Slots)
            dormant &= !Active(k) | (Quiet(KeyCreated(k), days) & Quiet(LastUsed(k), days));
        return dormant;
    }

    private bool? CreatedOlder(int k, int days)
    {
        if (Cell(KeyCreated(k)).Ticks is not null)
            return Older(Cell(KeyCreated(k)), days);
        var (over90, over30) = (Cell(Over90(k)), Cell(Over30(k)));
        if (over90.IsTrue && over30.IsFalse)
            return null;
        if ((over90.IsTrue && days <= 90) || (over30.IsTrue && days <= 30))
            return true;
        return (over90.IsFalse && days >= 90) || (over30.IsFalse && days >= 30) ? false : null;
    }

    private bool? Older(CellModel time, int days) => Age(time) is { } age ? age > TimeSpan.FromDays(days) : null;

    private bool? Quiet(string column, int days) => Cell(column) switch
    {
        { Ticks: not null } time => Older(time, days),
        { State: CellStateModel.NotApplicable } => true,
        { State: CellStateModel.NotSupported } when column != LastLogin => true,
        _ => null,
    };

    private TimeSpan? Age(CellModel time) => time.Ticks is { } ticks ? TimeSpan.FromTicks(asOf.UtcTicks - ticks) : null;

    private bool SameSecret() => Cell(Secret(1)).Value is string one && Cell(Secret(2)).Value is string two && one == two;

    private static bool? TimeOrNotApplicable(CellModel cell) => cell.Ticks is not null ? true : cell.State is CellStateModel.NotApplicable ? false : null;

    // The tests of cells in the contradictions: unknown of a cell that is unrecognised, and otherwise plain.
    private bool? Test(string column, bool? holds) => Cell(column).State is CellStateModel.Unrecognised ? null : holds is true;

    private bool? IsTime(string column) => Test(column, Cell(column).Ticks is not null);

    private bool? IsEmpty(string column) => Test(column, Cell(column).IsEmpty);

    private bool? IsNotSupported(string column) => Test(column, Cell(column).State is CellStateModel.NotSupported);

    private bool? IsSecret(int k) => Test(Secret(k), Cell(Secret(k)).State is CellStateModel.Value);

    // Of a test of two cells: unknown where either is unrecognised, false otherwise.
    private bool? Unclear(string column, string other) =>
        Cell(column).State is CellStateModel.Unrecognised || Cell(other).State is CellStateModel.Unrecognised ? null : false;

    private CellModel Cell(string column)
    {
        if (!cells.TryGetValue(column, out var text))
            return CellModel.Unrecognised;
        if (column == Password)
            return CellModel.PasswordLastRotation(text, policy.ReportTimeZone);
        if (column is Created or LastLogin || column.EndsWith(Created, StringComparison.Ordinal) || column.EndsWith("lastuseddate", StringComparison.Ordinal))
            return CellModel.Time(text, policy.ReportTimeZone);
        if (column.EndsWith("secretid", StringComparison.Ordinal))
            return CellModel.SecretId(text);
        if (column.EndsWith("status", StringComparison.Ordinal))
            return CellModel.KeyStatus(text);
        return column switch
        {
            "usertype" => CellModel.UserType(text),
            "abnormalloginsnumwithin30days" => CellModel.AbnormalLogins(text),
            _ => CellModel.Flag(text),
        };
    }

    private static string Secret(int k) => $"accesskey{k}secretid";

    private static string Risk(int k) => $"accesskey{k}maybeatrisk";

    private static string KeyCreated(int k) => $"accesskey{k}creationtime";

    private static string Status(int k) => $"accesskey{k}status";

    private static string LastUsed(int k) => $"accesskey{k}lastuseddate";

    private static string Over90(int k) => $"accesskey{k}createdover90days";

    private static string Over30(int k) => $"accesskey{k}createdover30days";
}
