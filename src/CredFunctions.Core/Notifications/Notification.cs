using System.Security.Cryptography;
using System.Text;

namespace CredFunctions.Notifications;

/// <summary>A notification for one channel, to be sent once.</summary>
public sealed record Notification
{
    /// <summary>How long deliveries are retried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>A function of source, kind, subject and channel, so that adding the same notification twice adds it once.</summary>
    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required string Source { get; init; }

    /// <summary>The report it is about; null where it is about none.</summary>
    public string? ReportId { get; init; }

    /// <summary>The number of the report's run; null where it is about no report.</summary>
    public int? Run { get; init; }

    public required string Channel { get; init; }

    /// <summary>The content.</summary>
    public required NotificationContent Content { get; init; }

    /// <summary>The whole list behind the content, by its name in the evidence store; null where the content is whole.</summary>
    public string? Attachment { get; init; }

    public NotificationStatus Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often a delivery failed.</summary>
    public int Attempts { get; init; }

    /// <summary>The time of the next retry; null before the first failure.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Recipients that do not have it although others do; null before any has it, and once it is sent.</summary>
    public IReadOnlyList<MissedRecipient>? Missed { get; init; }

    /// <summary>The last error, without a secret; also of a sent notification when a recipient was refused.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was sent; of one that is unconfirmed, when its answer was lost.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When a replay was requested; the 24 hours of retries count from it.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>How often it was saved since it was added: the store refuses a save of what was read before another save.</summary>
    public long Revision { get; init; }

    /// <summary>When retries end.</summary>
    public DateTimeOffset PatienceEndsAt() => (ReplayedAt ?? CreatedAt) + Patience;

    /// <summary>
    /// The notification, pending again. When only some recipients have it, it goes to the others.
    /// </summary>
    public Notification Replayed(DateTimeOffset now) => this with
    {
        Status = NotificationStatus.Pending,
        Attempts = 0,
        NextAttemptAt = null,
        Missed = Missed is null ? null : [.. Missed.Select(each => each with { Refusal = null })],
        LastError = null,
        SentAt = null,
        ReplayedAt = now,
    };

    public static string IdOf(string source, NotificationKind kind, string subject, string channel)
    {
        var text = string.Join('\n', source, kind.ToString(), subject, channel);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
