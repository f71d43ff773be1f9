namespace CredFunctions.Channels.Mail;

/// <summary>What has become of the whole list behind a notification.</summary>
public sealed record NotificationList
{
    /// <summary>It is larger than a mail carries.</summary>
    public static readonly NotificationList TooLarge = new();

    /// <summary>It is not where evidence is looked for.</summary>
    public static readonly NotificationList Missing = new();

    private NotificationList()
    {
    }

    /// <summary>The list as CSV; null where it does not go along.</summary>
    public byte[]? Content { get; private init; }

    public static NotificationList Of(byte[] content) => new() { Content = content };
}
