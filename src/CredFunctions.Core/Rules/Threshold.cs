namespace CredFunctions.Rules;

/// <summary>A number of days that a rule compares with, and that a policy can set for each profile.</summary>
/// <param name="Name">The name in the policy, such as <c>accessKeyMaxAgeDays</c>.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Get">Reads the number.</param>
/// <param name="Set">Gives the thresholds with another number.</param>
public sealed record Threshold(
    string Name, string RuleId, Func<Thresholds, int> Get, Func<Thresholds, int, Thresholds> Set)
{
    /// <summary>The most days that a policy can set; the least is 1.</summary>
    public const int MaxDays = 3650;
}
