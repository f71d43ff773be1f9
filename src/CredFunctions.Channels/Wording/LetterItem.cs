using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>An item in words.</summary>
public sealed record LetterItem
{
    public required ItemKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public required string AccountId { get; init; }

    public required string Username { get; init; }

    /// <summary>What it is called: the rule's title, or what changed.</summary>
    public required string Title { get; init; }

    public required string Message { get; init; }

    /// <summary>Which key, such as <c>key 1 AKIDab12…9xYz</c>; empty for the account.</summary>
    public required string Key { get; init; }

    /// <summary>Since when, such as <c>open for 20 days</c>; empty where that says nothing.</summary>
    public required string Since { get; init; }

    public string? Note { get; init; }

    /// <summary>What to do, by the rule; null for a change and for what is over.</summary>
    public string? Remedy { get; init; }
}
