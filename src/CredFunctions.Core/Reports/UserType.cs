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
