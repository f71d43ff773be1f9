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

/// <summary>All severities in the order in which they are shown.</summary>
public static class Severities
{
    public static IReadOnlyList<Severity> WorstFirst { get; } = [.. Enum.GetValues<Severity>().OrderDescending()];
}

/// <summary>What a verdict is about: the account, or the access key in one of its slots.</summary>
public enum Subject : byte
{
    Account,
    Key1,
    Key2,
}

/// <summary>Who uses an account. It selects thresholds only.</summary>
public enum Profile : byte
{
    Human,
    Machine,
}

/// <summary>The names that values have in every output: JSON, tables, messages.</summary>
public static class ContractNames
{
    public static string Name(this Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };

    public static string Name(this Subject subject) => subject switch
    {
        Subject.Key1 => "key1",
        Subject.Key2 => "key2",
        _ => "account",
    };

    public static string Name(this Profile profile) => profile is Profile.Machine ? "machine" : "human";
}
