using System.Text.Json.Serialization;

using CredFunctions.Accounts;
using CredFunctions.Reports;

namespace CredFunctions.Notifications;

/// <summary>
/// A finding, a change, or a change with what it did to a finding, of one account. Its texts come from a report or a policy and are
/// untrusted.
/// </summary>
public sealed record NotificationItem
{
    /// <summary>The most characters of a user name; the account's id is what identifies it.</summary>
    public const int MaxUsername = 80;

    public const int MaxMessage = 300;
    public const int MaxNote = 160;

    [JsonPropertyName("event")]
    public required ItemKind Kind { get; init; }
    public required string AccountId { get; init; }
    public required string Username { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>The finding's rule, which has the remediation; null for a change.</summary>
    public string? Rule { get; init; }

    /// <summary>The id of a change; with a rule, the change that opened, raised or resolved the finding.</summary>
    public string? Change { get; init; }

    /// <summary>The rule of a finding that the change resolved; null where the item is no change, or it resolved none.</summary>
    public string? Resolves { get; init; }

    /// <summary>Whether it was also notified by an alert.</summary>
    [JsonPropertyName("alerted")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAlerted { get; init; }

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

    internal GroupKey GroupKey => new(Kind, Severity, Rule, Change, Resolves, IsAlerted);

    internal static NotificationItem Of(AccountState account, FindingState finding, ItemKind kind) => new()
    {
        Kind = kind,
        AccountId = account.AccountId,
        Username = ShortText.Of(account.Username, MaxUsername),
        Severity = finding.Severity,
        Rule = finding.Rule,
        Subject = finding.Subject,
        SecretIdMask = finding.SecretIdMask,
        Message = ShortText.Of(finding.Message, MaxMessage),
        FirstSeen = finding.FirstSeen,
        OpenSince = finding.OpenedAt,
        Note = finding.Suppression is { } suppression
            ? ShortText.Of($"Exception until {suppression.Until:yyyy-MM-dd}, {suppression.Owner}: {suppression.Reason}", MaxNote)
            : null,
    };

    internal static NotificationItem Of(AccountState account, AccountEvent accountEvent)
    {
        var message = ShortText.Of(accountEvent.Message, MaxMessage);
        if (accountEvent.Fingerprint is { } fingerprint && account.Finding(fingerprint) is { } finding)
            return Of(account, finding, ItemKindExtensions.Of(accountEvent)) with { Severity = accountEvent.Severity, Message = message };

        return new NotificationItem
        {
            Kind = ItemKindExtensions.Of(accountEvent),
            AccountId = account.AccountId,
            Username = ShortText.Of(account.Username, MaxUsername),
            Severity = accountEvent.Severity,
            Rule = accountEvent.Rule,
            Change = accountEvent.Change,
            Subject = SubjectOf(account, accountEvent.SecretIdMask),
            SecretIdMask = accountEvent.SecretIdMask,
            Message = message,
        };
    }

    /// <summary>Whole days it has been open at an instant; null for a change.</summary>
    public int? DaysOpen(DateTimeOffset at) => OpenSince is { } since ? (int)Math.Max(0, (at - since).TotalDays) : null;

    // A deleted key is in no slot any more; its mask identifies it.
    private static Subject SubjectOf(AccountState account, string? mask) =>
        mask is null ? Subject.Account : account.Snapshot.Keys.FirstOrDefault(key => key.Mask == mask && key.GoneSince is null)?.Slot switch
        {
            KeySlot.One => Subject.Key1,
            KeySlot.Two => Subject.Key2,
            _ => Subject.Account,
        };
}

/// <summary>What kind of event an item is, or that it is still open.</summary>
public enum ItemKind : byte
{
    Opened,
    Reopened,
    Raised,

    /// <summary>The policy alone raised its severity.</summary>
    RaisedByPolicy,

    /// <summary>Its exception ended, or no longer matches.</summary>
    ExceptionEnded,

    /// <summary>A change of the account, such as MFA that was turned off.</summary>
    Changed,

    /// <summary>It was open before and still is.</summary>
    StillOpen,

    /// <summary>It is open under an exception.</summary>
    Excepted,

    Lowered,
    Resolved,
}

/// <summary>The words for the kinds of items, and their order.</summary>
public static class ItemKindExtensions
{
    /// <summary>Whether it needs attention since this report.</summary>
    public static bool IsNew(this ItemKind kind) => kind < ItemKind.StillOpen;

    /// <summary>Whether it needs none: resolved, lowered or excepted.</summary>
    public static bool IsSettled(this ItemKind kind) => kind > ItemKind.StillOpen;

    /// <summary>The word in every channel.</summary>
    public static string Word(this ItemKind kind) => kind switch
    {
        ItemKind.Opened => "opened",
        ItemKind.Reopened => "reopened",
        ItemKind.Raised => "raised",
        ItemKind.RaisedByPolicy => "raised by policy",
        ItemKind.ExceptionEnded => "exception ended",
        ItemKind.Changed => "changed",
        ItemKind.StillOpen => "still open",
        ItemKind.Excepted => "under an exception",
        ItemKind.Lowered => "lowered",
        _ => "resolved",
    };

    internal static ItemKind Of(AccountEvent accountEvent) => accountEvent.Kind switch
    {
        AccountEventKind.Resolved => ItemKind.Resolved,
        _ when accountEvent.IsSuppressed => ItemKind.Excepted,
        AccountEventKind.Opened => ItemKind.Opened,
        AccountEventKind.Reopened => ItemKind.Reopened,
        AccountEventKind.Raised => ItemKind.Raised,
        AccountEventKind.RaisedByPolicy => ItemKind.RaisedByPolicy,
        AccountEventKind.Lowered => ItemKind.Lowered,
        AccountEventKind.ExceptionEnded => ItemKind.ExceptionEnded,
        _ => ItemKind.Changed,
    };
}
