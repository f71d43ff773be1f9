namespace CredFunctions.Rules;

/// <summary>
/// The numbers of days that rules compare with, for one profile. A day is 24 hours; "older" is strict. This is where a
/// threshold is defined: its property has the default, and <see cref="All"/> its name in the policy and its rule.
/// </summary>
public sealed record Thresholds
{
    public static Thresholds Default { get; } = new();

    /// <summary>Every threshold, in the order of the catalogue.</summary>
    public static IReadOnlyList<Threshold> All { get; } =
    [
        new("accessKeyMaxAgeDays", "access-key-not-rotated",
            of => of.AccessKeyMaxAgeDays, (of, days) => of with { AccessKeyMaxAgeDays = days }),
        new("accessKeyUnusedDays", "access-key-unused",
            of => of.AccessKeyUnusedDays, (of, days) => of with { AccessKeyUnusedDays = days }),
        new("accessKeyNeverUsedDays", "access-key-never-used",
            of => of.AccessKeyNeverUsedDays, (of, days) => of with { AccessKeyNeverUsedDays = days }),
        new("accessKeyOverlapDays", "access-key-overlap",
            of => of.AccessKeyOverlapDays, (of, days) => of with { AccessKeyOverlapDays = days }),
        new("passwordMaxAgeDays", "password-not-rotated",
            of => of.PasswordMaxAgeDays, (of, days) => of with { PasswordMaxAgeDays = days }),
        new("consoleIdleDays", "console-idle",
            of => of.ConsoleIdleDays, (of, days) => of with { ConsoleIdleDays = days }),
        new("consoleNeverUsedDays", "console-never-used",
            of => of.ConsoleNeverUsedDays, (of, days) => of with { ConsoleNeverUsedDays = days }),
        new("dormantDays", "dormant-identity",
            of => of.DormantDays, (of, days) => of with { DormantDays = days }),
        new("withoutCredentialsDays", "identity-without-credentials",
            of => of.WithoutCredentialsDays, (of, days) => of with { WithoutCredentialsDays = days }),
    ];

    /// <summary>The age beyond which an active access key has to be rotated.</summary>
    public int AccessKeyMaxAgeDays { get; init; } = 90;

    /// <summary>How long an active access key may go unused after its last use; a day is added for the lag of the report.</summary>
    public int AccessKeyUnusedDays { get; init; } = 90;

    /// <summary>How long an active access key may wait for its first use; a day is added for the lag of the report.</summary>
    public int AccessKeyNeverUsedDays { get; init; } = 30;

    /// <summary>How long a rotation may keep two active access keys.</summary>
    public int AccessKeyOverlapDays { get; init; } = 14;

    /// <summary>The age beyond which a password has to be changed.</summary>
    public int PasswordMaxAgeDays { get; init; } = 90;

    /// <summary>How long an account with console access may go without a login.</summary>
    public int ConsoleIdleDays { get; init; } = 90;

    /// <summary>How long a new account may wait for its first console login.</summary>
    public int ConsoleNeverUsedDays { get; init; } = 30;

    /// <summary>How long every credential of an account may be idle; a day is added for the lag of the report.</summary>
    public int DormantDays { get; init; } = 180;

    /// <summary>How long an account may exist without any credential.</summary>
    public int WithoutCredentialsDays { get; init; } = 30;

    /// <summary>The threshold of a rule; null where the rule counts no days.</summary>
    public static Threshold? Of(Rule rule) => All.FirstOrDefault(threshold => threshold.RuleId == rule.Id);
}

/// <summary>A number of days that a rule compares with, and that a policy can set for each profile.</summary>
/// <param name="Name">The name in the policy, such as <c>accessKeyMaxAgeDays</c>.</param>
public sealed record Threshold(string Name, string RuleId, Func<Thresholds, int> Get, Func<Thresholds, int, Thresholds> Set)
{
    /// <summary>The most days that a policy can set; the least is 1.</summary>
    public const int MaxDays = 3650;
}
