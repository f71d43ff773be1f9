using System.Security.Cryptography;
using System.Text;

namespace CredFunctions.Notifications;

/// <summary>Something that has to be told to one channel, once.</summary>
public sealed record Notification
{
    /// <summary>For how long a delivery is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>The same matter has the same id, so that adding it twice adds it once.</summary>
    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required string Source { get; init; }

    /// <summary>The report it is about; null where it is about none.</summary>
    public string? ReportId { get; init; }

    /// <summary>The number of the report's run; null where it is about no report.</summary>
    public int? Run { get; init; }

    public required string Channel { get; init; }

    /// <summary>What is told.</summary>
    public required NotificationContent Content { get; init; }

    /// <summary>The whole list behind the content, by its name in the evidence store; null where the content is whole.</summary>
    public string? Attachment { get; init; }

    public NotificationStatus Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often a delivery failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Before this it is not tried again; null before the first failure.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Who of the channel has not got it, once others may have; null: nobody has, or, when it was sent, nobody is left.</summary>
    public IReadOnlyList<MissedRecipient>? Missed { get; init; }

    /// <summary>What went wrong last, without a secret; also of one that was sent, when a recipient was refused.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was sent; of one that is unconfirmed, when its answer was lost.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When somebody asked for it to be sent again; the patience counts from it.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>How often it was saved since it was added: the store refuses a save of what was read before another save.</summary>
    public long Revision { get; init; }

    /// <summary>When trying ends.</summary>
    public DateTimeOffset PatienceEndsAt() => (ReplayedAt ?? CreatedAt) + Patience;

    /// <summary>
    /// The notification as it is to be sent once more, whatever came of it before: where it got but to some, to the others.
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

    public static string IdOf(string source, NotificationKind kind, string happening, string channel)
    {
        var text = string.Join('\n', source, kind.ToString(), happening, channel);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
