using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>Deliver a notification.</summary>
/// <param name="NotificationId">Which.</param>
/// <param name="Channel">The channel it goes to: the session, so that a channel has one sender at a time.</param>
/// <param name="Attempt">How often it was tried before.</param>
public sealed record NotificationMessage(string NotificationId, string Channel, int Attempt)
{
    /// <summary>The source it is about.</summary>
    public string? Source { get; init; }

    /// <summary>The report it is about; null where it is about none.</summary>
    public string? ReportId { get; init; }

    /// <summary>Which run of the report; null where it is about none.</summary>
    public int? Run { get; init; }

    /// <summary>How often this copy arrived before its time.</summary>
    public int Deferred { get; init; }

    public static NotificationMessage Of(Notification notification, int attempt = 0) =>
        new(notification.Id, notification.Channel, attempt)
        {
            Source = notification.Source,
            ReportId = notification.ReportId,
            Run = notification.Run
        };
}
