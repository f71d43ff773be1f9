using CredFunctions.Notifications;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Wording;

/// <summary>Puts items into words.</summary>
internal static class LetterItems
{
    public static LetterItem Of(NotificationItem item, DateTimeOffset? asOf)
    {
        var rule = item.Rule is null ? null : RuleCatalogue.Find(item.Rule);
        return new LetterItem
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
            return $"first seen {ReportInstant.Day(firstSeen)}";
        return days == 0 ? "" : $"open for {Counted.Of(days, "day", "days")}";
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
