namespace CredFunctions;

/// <summary>How bad a finding is; a higher value is worse.</summary>
public enum Severity : byte
{
    Info,
    Low,
    Medium,
    High,
    Critical,
}
