namespace CredFunctions.Tests.Building;

/// <summary>Whether an account can log in, from the two cells that say so.</summary>
public static class ConsoleAccess
{
    /// <summary>LoginConsoleActive, UserType, and whether the account can log in; null is unknown.</summary>
    public static TheoryData<string, string, bool?> Table => new()
    {
        { "TRUE", "Sub-user", true },
        { "true", "WeWork Sub-user", true },
        { "TRUE", "Collaborator", true },
        { "TRUE", "Message receiver", true },
        { "TRUE", "robot", true },
        { "FALSE", "Sub-user", false },
        { "FALSE", "Collaborator", false },
        { "false", "robot", false },
        { "not_supported", "Collaborator", true },
        { "not_supported", "Message receiver", false },
        { "not_supported", "Sub-user", null },
        { "not_supported", "WeWork Sub-user", null },
        { "not_supported", "robot", null },
        { "not_supported", "", null },
        { "N/A", "Collaborator", null },
        { "N/A", "Message receiver", null },
        { "", "Sub-user", null },
        { "-", "Sub-user", null },
        { "yes", "Sub-user", null },
        { "1", "Collaborator", null },
    };
}
