namespace CredFunctions.Reports;

/// <summary>The names that user types have in every output.</summary>
public static class UserTypeName
{
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
