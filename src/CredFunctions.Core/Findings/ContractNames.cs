using CredFunctions.Reports;

namespace CredFunctions.Findings;

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

    /// <summary>The user type's name; <c>unrecognised</c> where the cell is.</summary>
    public static string Name(this Cell<UserType> userType) => !userType.TryGet(out var type)
        ? "unrecognised"
        : type switch
        {
            UserType.SubUser => "sub-user",
            UserType.Collaborator => "collaborator",
            UserType.WeComSubUser => "wework-sub-user",
            _ => "message-receiver",
        };
}
