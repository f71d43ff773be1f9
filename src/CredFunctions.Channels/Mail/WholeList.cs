using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Mail;

/// <summary>The list of all items of a notification, which the evidence of its run has as CSV.</summary>
public sealed record WholeList
{
    /// <summary>The most bytes that a mail carries. Mail servers refuse from 10 MB on, and base64 adds a third.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    private WholeList()
    {
    }

    /// <summary>A list that is too large for a mail.</summary>
    public static WholeList TooLarge { get; } = new();

    /// <summary>A list that cannot be read from here.</summary>
    public static WholeList Missing { get; } = new();

    /// <summary>The CSV; null where it cannot be attached.</summary>
    public byte[]? Content { get; private init; }

    /// <summary>Reads the list; null when the notification has all items, or there is no list of them.</summary>
    public static async Task<WholeList?> ReadAsync(
        IEvidenceStore? evidence, Notification notification, CancellationToken cancellationToken)
    {
        if (notification.Attachment is not { } name)
            return null;
        try
        {
            await using var stream = evidence is null ? null : await evidence.OpenAsync(name, cancellationToken);
            return stream is null ? Missing : await ReadAsync(stream, cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // The mail is sent without the file, and states where the file is.
            return Missing;
        }
    }

    private static async Task<WholeList> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var list = new MemoryStream();
        var part = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            if (list.Length + read > MaxBytes)
                return TooLarge;
            list.Write(part, 0, read);
        }

        return new WholeList { Content = list.ToArray() };
    }
}
