namespace CredFunctions.Rules;

/// <summary>From how many days on something counts, for one profile. A day is 24 hours; "older" is strict.</summary>
public sealed record Thresholds
{
    public static Thresholds Default { get; } = new();

    /// <summary>The age beyond which an active access key has to be rotated.</summary>
    public int AccessKeyMaxAgeDays { get; init; } = 90;

    /// <summary>
    /// How long an active access key may lie unused after its last use; the report's figure lags by a day, which is added.
    /// </summary>
    public int AccessKeyUnusedDays { get; init; } = 90;

    /// <summary>How long an active access key may wait for its first use; a day is added for the lag of the report.</summary>
    public int AccessKeyNeverUsedDays { get; init; } = 30;

    /// <summary>How long a rotation may keep two active access keys.</summary>
    public int AccessKeyOverlapDays { get; init; } = 14;

    /// <summary>The age beyond which a password has to be changed.</summary>
    public int PasswordMaxAgeDays { get; init; } = 90;

    /// <summary>How long somebody who can log in to the console may stay away from it.</summary>
    public int ConsoleIdleDays { get; init; } = 90;

    /// <summary>How long a new account may wait for its first console login.</summary>
    public int ConsoleNeverUsedDays { get; init; } = 30;

    /// <summary>How long every credential of an account may be idle; a day is added for the lag of the report.</summary>
    public int DormantDays { get; init; } = 180;

    /// <summary>How long an account may exist without any credential.</summary>
    public int WithoutCredentialsDays { get; init; } = 30;
}
