using System.Text.Json.Serialization;

namespace CredFunctions.Notifications;

/// <summary>A finding or a change of one account. Its texts come from a report or a policy and are untrusted.</summary>
public sealed record NotificationItem
{
    /// <summary>The most characters of a user name; the account's id is what identifies it.</summary>
    public const int MaxUsername = 80;

    /// <summary>The most characters of a message.</summary>
    public const int MaxMessage = 300;

    /// <summary>The most characters of a note.</summary>
    public const int MaxNote = 160;

    [JsonPropertyName("event")]
    public required ItemKind Kind { get; init; }

    public required string AccountId { get; init; }

    public required string Username { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The finding's rule, which has the remediation; null for a change.</summary>
    public string? Rule { get; init; }

    /// <summary>The change's id; null for a finding.</summary>
    public string? Change { get; init; }

    /// <summary>Which key, or the account.</summary>
    public Subject Subject { get; init; }

    public string? SecretIdMask { get; init; }

    public required string Message { get; init; }

    /// <summary>The as-of of the first report that showed the finding; null for a change.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>The as-of of its last opening; null for a change.</summary>
    public DateTimeOffset? OpenSince { get; init; }

    /// <summary>A note about an exception of the policy.</summary>
    public string? Note { get; init; }

    /// <summary>The rule's or the change's id.</summary>
    public string Matter() => Rule ?? Change ?? "";

    /// <summary>Whole days it has been open at an instant; null for a change.</summary>
    public int? DaysOpen(DateTimeOffset at) => OpenSince is { } since ? (int)Math.Max(0, (at - since).TotalDays) : null;
}
