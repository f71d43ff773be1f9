namespace CredFunctions.Reports;

/// <summary>The kinds of sub-account that CAM knows.</summary>
public enum UserType : byte
{
    SubUser,

    /// <summary>Logs in with a main account of its own.</summary>
    Collaborator,

    /// <summary>A sub-user that logs in by a WeCom QR code and has no password.</summary>
    WeComSubUser,

    /// <summary>Receives messages and can neither log in nor hold keys.</summary>
    MessageReceiver,
}

/// <summary>The names that user types have in every output.</summary>
public static class UserTypeName
{
    /// <summary>The user type's name; <c>unrecognised</c> where the cell is.</summary>
    public static string Name(this Cell<UserType> userType) => userType.Value switch
    {
        null => "unrecognised",
        UserType.SubUser => "sub-user",
        UserType.Collaborator => "collaborator",
        UserType.WeComSubUser => "wework-sub-user",
        _ => "message-receiver",
    };
}
