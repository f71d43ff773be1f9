using CredFunctions.Languages;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>
/// The same event of one or many accounts. A few are shown item by item; many are one row with a headline and names.
/// </summary>
public sealed record GroupText
{
    // Up to so many are shown one by one.
    private const int Few = 3;

    public required ItemKind Kind { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What happened, in a word or two, such as "opened".</summary>
    public string Word => Words.Of(Kind.Word());

    /// <summary>The title of the rule or of the change, or of both.</summary>
    public required string Title { get; init; }

    /// <summary>How many items there are.</summary>
    public required long Count { get; init; }

    public required long Accounts { get; init; }

    /// <summary>Those that can be named, the worst and newest first.</summary>
    public IReadOnlyList<ItemText> Items { get; init; } = [];

    /// <summary>Whether it is shown as one row.</summary>
    public bool IsMany => Count > Few;

    /// <summary>The number of accounts, and of findings where an account has several.</summary>
    public string Size => Words.Of(Phrase.Size(Accounts, Count));

    /// <summary>The severity in words.</summary>
    public string Level => Words.Of(Severity.Name());

    internal Translation Words { get; init; } = Translation.To(Language.English);

    internal int Rows => IsMany ? 1 : Items.Count;

    // How many items the rows show or count.
    internal long Shown => IsMany ? Count : Items.Count;

    internal GroupText In(Translation words) =>
        this with { Words = words, Title = words.Of(Title), Items = [.. Items.Select(item => item.In(words))] };

    /// <summary>Names the first ones and counts the others.</summary>
    /// <param name="most">The most names, of a critical group and of another.</param>
    public string Names((int Critical, int Other) most) => Names(Severity is Severity.Critical ? most.Critical : most.Other);

    /// <inheritdoc cref="Names((int Critical, int Other))"/>
    /// <param name="most">The most names.</param>
    public string Names(int most)
    {
        var named = Items.Take(most).Select(item => item.Name).ToList();
        var names = Phrase.NamesAndMore(named, Count - named.Count);
        return Count > named.Count ? Words.Of(names) : names;
    }
}

/// <summary>An item of a notification in words.</summary>
public sealed record ItemText
{
    public required ItemKind Kind { get; init; }
    public required Severity Severity { get; init; }
    public required string AccountId { get; init; }
    public required string Username { get; init; }

    /// <summary>What happened, in a word or two, such as "opened".</summary>
    public string Word => Words.Of(Kind.Word());

    /// <summary>The title of the rule or of the change, or of both.</summary>
    public required string Title { get; init; }

    public required string Message { get; init; }

    /// <summary>The key, such as <c>key 1 AKIDab12…9xYz</c>; empty for the account.</summary>
    public required string Key { get; init; }

    /// <summary>Since when it is open, such as <c>open for 20 days</c>; may be empty.</summary>
    public required string Since { get; init; }

    public string? Note { get; init; }

    /// <summary>The severity in words.</summary>
    public string Level => Words.Of(Severity.Name());

    internal Translation Words { get; init; } = Translation.To(Language.English);

    /// <summary>The user name with the account id and the key.</summary>
    public string Name => Phrase.NameOf(Username, AccountId, Key);

    /// <summary>The account, the key, what happened and since when, in one line.</summary>
    internal string Details => string.Join(
        " · ", new[] { AccountId, Key, Kind is ItemKind.StillOpen && Since.Length > 0 ? "" : Word, Since }.Where(part => part.Length > 0));

    internal static ItemText Of(NotificationItem item, DateTimeOffset? asOf) => new()
    {
        Kind = item.Kind,
        Severity = item.Severity,
        AccountId = InertText.Of(item.AccountId),
        Username = InertText.Of(item.Username),
        Title = Titles.Of(item.Rule, item.Change, item.Resolves),
        Message = InertText.Of(item.Message),
        Key = InertText.Of(Phrase.KeyOf(item.Subject, item.SecretIdMask)),
        Since = SinceOf(item, asOf),
        Note = item.Note is { } note ? InertText.Of(note) : null,
    };

    internal ItemText In(Translation words) => this with
    {
        Words = words,
        Title = words.Of(Title),
        Message = words.Of(Message),
        Key = words.Of(Key),
        Since = words.Of(Since),
        Note = Note is null ? null : words.Of(Note),
    };

    private static string SinceOf(NotificationItem item, DateTimeOffset? asOf)
    {
        if (item.FirstSeen is not { } firstSeen || asOf is not { } at || item.DaysOpen(at) is not { } days)
            return "";
        if (item.Kind is ItemKind.Opened)
            return "";
        if (item.Kind is ItemKind.Resolved or ItemKind.Reopened)
            return Phrase.FirstSeen(firstSeen, at.Offset);
        return days == 0 ? "" : Phrase.OpenFor(days);
    }
}
