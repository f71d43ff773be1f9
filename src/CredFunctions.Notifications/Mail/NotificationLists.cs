using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Notifications.Mail;

/// <summary>Reads the whole list behind a notification, where it is small enough for a mail.</summary>
public sealed class NotificationLists(IEvidenceStore? evidence)
{
    /// <summary>What a mail carries along; mail servers refuse from 10 MB on, and base64 takes a third more.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>The list; null when there is none, it is gone, or it is too large to be sent.</summary>
    public async Task<byte[]?> ReadAsync(Notification notification, CancellationToken cancellation)
    {
        if (notification.Attachment is not { } name || evidence is null || await evidence.OpenAsync(name, cancellation) is not { } stream)
            return null;

        await using (stream)
        {
            using var list = new MemoryStream();
            var part = new byte[81920];
            int read;
            while ((read = await stream.ReadAsync(part, cancellation)) > 0)
            {
                if (list.Length + read > MaxBytes)
                    return null;
                list.Write(part, 0, read);
            }

            return list.ToArray();
        }
    }
}
