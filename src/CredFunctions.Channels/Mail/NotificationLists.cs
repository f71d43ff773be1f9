using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Mail;

/// <summary>Reads the whole list behind a notification, where it is small enough for a mail.</summary>
public sealed class NotificationLists(IEvidenceStore? evidence)
{
    /// <summary>What a mail carries along; mail servers refuse from 10 MB on, and base64 takes a third more.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>The list; null when the notification names everything, or no list of it was kept.</summary>
    public async Task<NotificationList?> ReadAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (notification.Attachment is not { } name)
            return null;
        try
        {
            await using var stream = evidence is null ? null : await evidence.OpenAsync(name, cancellationToken);
            return stream is null ? NotificationList.Missing : await ReadAsync(stream, cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // What is told must not wait for a file; the mail says where it is.
            return NotificationList.Missing;
        }
    }

    private static async Task<NotificationList> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var list = new MemoryStream();
        var part = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            if (list.Length + read > MaxBytes)
                return NotificationList.TooLarge;
            list.Write(part, 0, read);
        }

        return NotificationList.Of(list.ToArray());
    }
}
