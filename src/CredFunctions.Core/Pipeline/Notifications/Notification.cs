using System.Security.Cryptography;
using System.Text;

namespace CredFunctions.Pipeline.Notifications;

/// <summary>Something that has to be told to one channel, once.</summary>
public sealed record Notification
{
    /// <summary>The same matter has the same id, so that adding it twice adds it once.</summary>
    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required string Source { get; init; }

    public required string ReportId { get; init; }

    public required string Channel { get; init; }

    public required string Text { get; init; }

    public NotificationStatus Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public static string IdOf(string source, NotificationKind kind, string happening, string channel)
    {
        var text = string.Join('\n', source, kind.ToString(), happening, channel);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
