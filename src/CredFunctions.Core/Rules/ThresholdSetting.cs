namespace CredFunctions.Rules;

/// <summary>A threshold that a rule counts with.</summary>
/// <param name="Name">Its name in the policy, such as <c>accessKeyMaxAgeDays</c>.</param>
/// <param name="Days">Its value among a profile's thresholds.</param>
public sealed record ThresholdSetting(string Name, Func<Thresholds, int> Days);
