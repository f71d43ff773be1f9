using System.Globalization;

using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

/// <summary>
/// The catalogue once more, straight from its wording and in C#'s own <c>bool?</c>, over the few texts that random rows are
/// made of. What the rules are held against.
/// </summary>
internal sealed class CatalogueModel(AccountRow row)
{
    public static readonly string[] FlagTexts = ["TRUE", "FALSE", "N/A", "not_supported", "odd"];
    public static readonly string[] StatusTexts = ["Active", "Active", "Disable", "N/A", "not_supported", "odd"];
    public static readonly string[] SecretIdTexts = [AccountRow.SecretId, AccountRow.SecretId, AccountRow.OtherSecretId, "N/A", "not_supported", "a b"];
    public static readonly string[] UserTypeTexts = ["Sub-user", "Collaborator", "WeWork Sub-user", "Message receiver", "odd"];

    public static readonly string[] TimeTexts =
    [
        .. new[] { -2, -1, 0, 10, 14, 15, 28, 29, 30, 31, 32, 88, 89, 90, 91, 92, 181, 182, 400, 400, 400 }.Select(days => AccountRow.Ago(days)),
        "N/A", "not_supported", "odd",
    ];

    private static readonly Column[] Times =
    [
        Column.CreationTime, Column.PasswordLastRotation, Column.LastConsoleLoginTime,
        Column.AccessKey1CreationTime, Column.AccessKey1LastUsedDate, Column.AccessKey2CreationTime, Column.AccessKey2LastUsedDate,
    ];

    private bool? CanLogIn => this[Column.LoginConsoleActive] switch
    {
        "TRUE" => true,
        "FALSE" => false,
        "not_supported" => this[Column.UserType] switch { "Collaborator" => true, "Message receiver" => false, _ => null },
        _ => null,
    };

    private bool? LoggedIn => Age(Column.LastConsoleLoginTime) is not null ? true : this[Column.LastConsoleLoginTime] is "N/A" ? false : null;

    private bool? Abnormal => this[Column.AbnormalLoginsWithin30Days] switch
    {
        "TRUE" => true,
        "FALSE" => false,
        "not_supported" when this[Column.UserType] is "Message receiver" => false,
        _ => null,
    };

    private bool? Password => this[Column.PasswordEnabled] switch { "TRUE" => true, "FALSE" or "not_supported" => false, _ => null };

    // FALSE is how this one time says that there is none.
    private string this[Column column] => column is Column.PasswordLastRotation && row[column] is "FALSE" ? "N/A" : row[column];

    public Outcome Verdict(string rule, KeySlot slot)
    {
        var (applies, fails) = Conditions(rule, slot);
        return applies switch
        {
            false => Outcome.NotApplicable,
            null => Outcome.NotAssessed,
            true => fails switch { true => Outcome.Fail, false => Outcome.Pass, null => Outcome.NotAssessed },
        };
    }

    private (bool? Applies, bool? Fails) Conditions(string rule, KeySlot k) => rule switch
    {
        "access-key-leak-risk" => (Exists(k), On(Of(k, Column.AccessKey1MayBeAtRisk))),
        "access-key-not-rotated" => (Active(k), Older(Of(k, Column.AccessKey1CreationTime), 90)),
        "access-key-unused" => (Active(k) & Used(k), Older(Of(k, Column.AccessKey1LastUsedDate), 91)),
        "access-key-never-used" => (Active(k) & !Used(k), Older(Of(k, Column.AccessKey1CreationTime), 31)),
        "access-key-disabled-retained" => (Exists(k), Disabled(k)),
        "access-key-overlap" => (Active(KeySlot.One) & Active(KeySlot.Two), Older(Column.AccessKey1CreationTime, 14) & Older(Column.AccessKey2CreationTime, 14)),
        "console-mfa-disabled" => (CanLogIn & Supported(Column.MfaDeviceActive), !On(Column.MfaDeviceActive)),
        "console-mfa-unavailable" => (CanLogIn, !Supported(Column.MfaDeviceActive)),
        "login-protection-disabled" => (CanLogIn & Supported(Column.LoginProtectionActive), !On(Column.LoginProtectionActive)),
        "operation-protection-disabled" => (CanLogIn & Supported(Column.OperationProtectionActive), !On(Column.OperationProtectionActive)),
        "password-not-rotated" => (Password, Older(Column.PasswordLastRotation, 90)),
        "abnormal-login" => (true, Abnormal),
        "console-idle" => (CanLogIn & LoggedIn, Older(Column.LastConsoleLoginTime, 90)),
        "console-never-used" => (CanLogIn & !LoggedIn, Older(Column.CreationTime, 30) & Quiet(Column.PasswordLastRotation, 30)),
        "console-and-access-key" => (CanLogIn, Active(KeySlot.One) | Active(KeySlot.Two)),
        "dormant-identity" => (CanLogIn | Active(KeySlot.One) | Active(KeySlot.Two),
            Older(Column.CreationTime, 181)
            & (!CanLogIn | (Quiet(Column.LastConsoleLoginTime, 181) & Quiet(Column.PasswordLastRotation, 181)))
            & IsQuiet(KeySlot.One) & IsQuiet(KeySlot.Two)),
        "identity-without-credentials" => (Type("Sub-user", "WeWork Sub-user") & !CanLogIn & !Active(KeySlot.One) & !Active(KeySlot.Two), Older(Column.CreationTime, 30)),
        "collaborator-access" => (Type("Collaborator"), CanLogIn | Active(KeySlot.One) | Active(KeySlot.Two)),
        "report-inconsistent" => (true, Contradicts()),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The model knows every rule of the catalogue."),
    };

    private bool? Contradicts()
    {
        var any = Test(Column.PasswordEnabled, "TRUE") & Empty(Column.PasswordLastRotation);
        foreach (var time in Times)
            any |= Plain(time, Age(time) < TimeSpan.FromDays(-1));
        any |= Type("Message receiver") & (Exists(KeySlot.One) | Exists(KeySlot.Two) | Test(Column.LoginConsoleActive, "TRUE"));
        any |= Type("Sub-user", "WeWork Sub-user") & Test(Column.LoginConsoleActive, "not_supported");
        any |= HasKey(Column.AccessKey1SecretId) & HasKey(Column.AccessKey2SecretId) & (this[Column.AccessKey1SecretId] == this[Column.AccessKey2SecretId]);
        foreach (var k in Enum.GetValues<KeySlot>())
        {
            var created = Of(k, Column.AccessKey1CreationTime);
            var lastUsed = Of(k, Column.AccessKey1LastUsedDate);
            var status = Of(k, Column.AccessKey1Status);
            any |= OldFlag(Of(k, Column.AccessKey1CreatedOver90Days), created, 89, 91) | OldFlag(Of(k, Column.AccessKey1CreatedOver30Days), created, 29, 31);
            any |= !Exists(k) & (Plain(status, this[status] is "Active" or "Disable") | IsTime(created));
            any |= Exists(k) & (Empty(created) | Empty(status));
            any |= IsTime(lastUsed) & IsTime(created) & (Age(lastUsed) - Age(created) > TimeSpan.FromDays(1));
        }

        return any;
    }

    private bool? OldFlag(Column flag, Column created, int youngest, int oldest) =>
        (Test(flag, "TRUE") & Plain(created, Age(created) < TimeSpan.FromDays(youngest)))
        | (Test(flag, "FALSE") & Plain(created, Age(created) > TimeSpan.FromDays(oldest)));

    // Both SecretIds the same: slot 2 does not exist.
    private bool? Exists(KeySlot k)
    {
        var secretId = this[Of(k, Column.AccessKey1SecretId)];
        var isSecond = k is KeySlot.Two && secretId == this[Column.AccessKey1SecretId] && HasKey(Column.AccessKey1SecretId) is true;
        return isSecond ? false : HasKey(Of(k, Column.AccessKey1SecretId));
    }

    private bool? HasKey(Column secretId) => this[secretId] switch { "a b" => null, "N/A" or "not_supported" => false, _ => true };

    private bool? Active(KeySlot k) => Status(k, "Active", "Disable");

    private bool? Disabled(KeySlot k) => Status(k, "Disable", "Active");

    private bool? Status(KeySlot k, string wanted, string other)
    {
        var status = this[Of(k, Column.AccessKey1Status)];
        if (Exists(k) is true && status == wanted)
            return true;
        return Exists(k) is false || status == other ? false : null;
    }

    private bool? Used(KeySlot k)
    {
        var lastUsed = Of(k, Column.AccessKey1LastUsedDate);
        return Age(lastUsed) is not null ? true : this[lastUsed] is "N/A" ? false : null;
    }

    private bool? IsQuiet(KeySlot k) =>
        !Active(k) | (Quiet(Of(k, Column.AccessKey1CreationTime), 181) & Quiet(Of(k, Column.AccessKey1LastUsedDate), 181));

    private bool? Type(params string[] types) => this[Column.UserType] is "odd" ? null : types.Contains(this[Column.UserType]);

    private bool? Supported(Column flag) => this[flag] switch { "TRUE" or "FALSE" => true, "not_supported" => false, _ => null };

    private bool? On(Column flag) => this[flag] switch { "TRUE" => true, "FALSE" => false, _ => null };

    private bool? Older(Column time, int days) => Age(time) is { } age ? age > TimeSpan.FromDays(days) : null;

    private bool? Quiet(Column time, int days) => this[time] switch
    {
        "N/A" => true,
        "not_supported" => time is Column.LastConsoleLoginTime ? null : true,
        _ => Older(time, days),
    };

    // Tests of a cell in the contradictions: unknown of what is not recognised, plain of the rest.
    private bool? Plain(Column column, bool test) => this[column] is "odd" ? null : test;

    private bool? Test(Column column, string text) => Plain(column, this[column] == text);

    private bool? Empty(Column column) => Plain(column, this[column] is "N/A" or "not_supported");

    private bool? IsTime(Column column) => Plain(column, Age(column) is not null);

    private TimeSpan? Age(Column column) =>
        DateTime.TryParse(this[column], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? AccountRow.AsOf - new DateTimeOffset(local, TimeSpan.FromHours(8)) : null;

    private static Column Of(KeySlot k, Column firstSlotColumn) => AccountRow.In(k, firstSlotColumn);
}
