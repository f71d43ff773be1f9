using CredFunctions.Pipeline.Notifications;

namespace CredFunctions.Pipeline.Ports;

/// <summary>A way to people.</summary>
public interface INotificationChannel
{
    /// <summary>Whether it serves the channel of that name.</summary>
    bool Serves(string channel);

    /// <summary>Sends; throws when it did not arrive.</summary>
    Task SendAsync(Notification notification, CancellationToken cancellation);
}
