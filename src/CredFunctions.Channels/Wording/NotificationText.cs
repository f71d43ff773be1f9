using CredFunctions.Notifications;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Wording;

/// <summary>A notification in words, the same for a card, a mail and plain text. Every text in it is inert.</summary>
public sealed record NotificationText
{
    public required string Title { get; init; }

    /// <summary>The subject of a mail: source, worst severity and counts.</summary>
    public required string Subject { get; init; }

    /// <summary>The worst severity of the items; null where it is not about findings.</summary>
    public Severity? Worst { get; init; }

    /// <summary>Whether someone has to act although it is not about findings.</summary>
    public bool IsTrouble { get; init; }

    /// <summary>What it means, a sentence or two each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The as-of, the owner, the file and the like.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>Open findings by severity, the worst first; empty where there are no figures.</summary>
    public IReadOnlyList<(Severity Severity, long Count)> Open { get; init; } = [];

    public IReadOnlyList<ItemText> Items { get; init; } = [];

    /// <summary>The number of items that are not in <see cref="Items"/>.</summary>
    public long More { get; init; }

    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether its heading is red.</summary>
    public bool IsUrgent => Worst >= Severity.High || IsTrouble;

    /// <summary>The items under the headings that they belong to.</summary>
    internal IEnumerable<(string Heading, IReadOnlyList<ItemText> Items)> Sections() => Items
        .GroupBy(item => item.Kind.IsNew() ? "New and worse" : item.Kind.IsSettled() ? "Resolved, lowered or excepted" : "Still open",
            StringComparer.Ordinal)
        .Select(section => (section.Key, (IReadOnlyList<ItemText>)[.. section]));

    /// <summary>What to do, once for each kind of finding, the most urgent first.</summary>
    internal IEnumerable<(string Title, string Remedy)> Remedies() => Items
        .Where(item => item.Remedy is not null && !item.Kind.IsSettled())
        .Select(item => (item.Title, item.Remedy!)).Distinct();
}

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
        return days == 0 ? "" : $"open for {Counted.Of(days, "day")}";
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
