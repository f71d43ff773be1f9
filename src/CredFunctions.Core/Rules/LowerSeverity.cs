namespace CredFunctions.Rules;

/// <summary>The second severity of a rule.</summary>
/// <param name="Severity">How bad the finding then is.</param>
/// <param name="When">When, in words.</param>
public sealed record LowerSeverity(Severity Severity, string When);
