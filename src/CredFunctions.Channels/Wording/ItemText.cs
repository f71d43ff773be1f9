using CredFunctions.Notifications;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Wording;

/// <summary>An item of a notification in words.</summary>
public sealed record ItemText
{
    public required ItemKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public required string AccountId { get; init; }

    public required string Username { get; init; }

    /// <summary>The title of the rule, or what changed.</summary>
    public required string Title { get; init; }

    public required string Message { get; init; }

    /// <summary>The key, such as <c>key 1 AKIDab12…9xYz</c>; empty for the account.</summary>
    public required string Key { get; init; }

    /// <summary>Since when it is open, such as <c>open for 20 days</c>; may be empty.</summary>
    public required string Since { get; init; }

    public string? Note { get; init; }

    /// <summary>What to do, by the rule; null for a change and for a resolved finding.</summary>
    public string? Remedy { get; init; }

    internal static ItemText Of(NotificationItem item, DateTimeOffset? asOf)
    {
        var rule = item.Rule is null ? null : RuleCatalogue.Find(item.Rule);
        return new ItemText
        {
            Kind = item.Kind,
            Severity = item.Severity,
            AccountId = InertText.Of(item.AccountId),
            Username = InertText.Of(item.Username),
            Title = rule?.Title ?? TitleOf(item.Matter()),
            Message = InertText.Of(item.Message),
            Key = InertText.Of(KeyOf(item)),
            Since = SinceOf(item, asOf),
            Note = item.Note is { } note ? InertText.Of(note) : null,
            Remedy = item.Kind is ItemKind.Resolved ? null : rule?.Remediation,
        };
    }

    private static string KeyOf(NotificationItem item)
    {
        var slot = item.Subject switch
        {
            Subject.Key1 => "key 1 ",
            Subject.Key2 => "key 2 ",
            _ => item.SecretIdMask is null ? "" : "key ",
        };
        return (slot + item.SecretIdMask).TrimEnd();
    }

    private static string SinceOf(NotificationItem item, DateTimeOffset? asOf)
    {
        if (item.FirstSeen is not { } firstSeen || asOf is not { } at || item.DaysOpen(at) is not { } days)
            return "";
        if (item.Kind is ItemKind.Opened)
            return "";
        if (item.Kind is ItemKind.Resolved or ItemKind.Reopened)
            return $"first seen {Phrase.Day(firstSeen)}";
        return days == 0 ? "" : $"open for {Phrase.Count(days, "day", "days")}";
    }

    // "access-key-awoke" is "Access key awoke".
    private static string TitleOf(string change)
    {
        var words = change.Replace('-', ' ');
        if (words.StartsWith("mfa ", StringComparison.Ordinal))
            return string.Concat("MFA ", words.AsSpan(4));
        return words.Length == 0 ? "" : string.Concat(char.ToUpperInvariant(words[0]).ToString(), words.AsSpan(1));
    }
}
