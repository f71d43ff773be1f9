using System.Security.Cryptography;
using System.Text;

using CredFunctions.Languages;

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
    public required NotificationContent Content { get; init; }

    /// <summary>The whole list behind the content, by its name in the evidence store; null where the content is whole.</summary>
    public string? Attachment { get; init; }

    public NotificationStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
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

    /// <summary>The notification in the language of its channel, where that has one of its own.</summary>
    public Notification In(Language? language) => language is { } own ? this with { Content = Content.In(own) } : this;

    public static string IdOf(string source, NotificationKind kind, string subject, string channel)
    {
        var text = string.Join('\n', source, kind.ToString(), subject, channel);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>What a notification is about.</summary>
public enum NotificationKind : byte
{
    /// <summary>The events of a report on one route; for the first report of a source, its baseline.</summary>
    Digest,

    /// <summary>An account with a finding or change too severe to wait for the digest.</summary>
    Alert,

    /// <summary>Findings that have been open for another interval.</summary>
    Reminder,

    Rejected,
    Held,
    Incomplete,
    Stale,

    /// <summary>A source has had no report for too long.</summary>
    Overdue,

    /// <summary>The policy cannot be read, and the last one that could stays in force.</summary>
    PolicyUnreadable,

    ExceptionEnding,
    ExceptionEnded,
    Test,
}

/// <summary>The state of a notification.</summary>
public enum NotificationStatus : byte
{
    Pending,
    Sent,

    /// <summary>Given up after a day of retries; it can be replayed.</summary>
    Failed,

    /// <summary>The channel may have accepted it, but its answer was lost. It is not retried; it can be replayed.</summary>
    Unconfirmed,
}

/// <summary>A recipient of a channel that does not have a notification.</summary>
/// <param name="Address">The address, as in the policy.</param>
/// <param name="Refusal">Why it is not retried, without a secret; null where it is retried.</param>
public sealed record MissedRecipient(string Address, string? Refusal = null)
{
    /// <summary>The most characters of a refusal, since a row has one for each recipient.</summary>
    public const int MaxRefusal = 100;

    /// <summary>A recipient that is not retried.</summary>
    public static MissedRecipient ForGood(string address, string refusal) => new(address, ShortText.Of(refusal, MaxRefusal));
}
