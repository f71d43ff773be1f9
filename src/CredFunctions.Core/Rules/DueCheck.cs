using System.Text.Json.Serialization;

namespace CredFunctions.Rules;

/// <summary>A check that an account passes and will fail, if its row stays as it is; or a key that Tencent Cloud will disable.</summary>
/// <param name="Rule">The rule's id, or <see cref="AutoDisable"/>.</param>
/// <param name="At">The greatest lower bound of the instants after the as-of at which it fails.</param>
/// <param name="SecretIdMask">Of a check of a key.</param>
public sealed record DueCheck(string Rule, Subject Subject, DateTimeOffset At, string? SecretIdMask = null)
{
    /// <summary>In place of a rule: Tencent Cloud disables an active key that was not used for 90 days.</summary>
    public const string AutoDisable = "access-key-auto-disable";

    /// <summary>The severity of <see cref="AutoDisable"/>.</summary>
    public const Severity AutoDisableSeverity = Severity.High;

    /// <summary>For how long a key is unused when Tencent Cloud disables it, in days.</summary>
    public const int AutoDisableDays = 90;

    [JsonIgnore]
    public bool IsAutoDisable => Rule == AutoDisable;

    [JsonIgnore]
    public string Title => RuleCatalogue.Find(Rule)?.Title ?? "Access key that Tencent Cloud disables";
}
