namespace CredFunctions.Cli.Scanning.Table;

/// <summary>A finding as the table shows it.</summary>
internal sealed record ListedFinding(Severity Severity, string RuleId, string Message);
