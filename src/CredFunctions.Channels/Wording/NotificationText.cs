using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>A notification in words, the same for a card, a mail and plain text. Every text in it is inert.</summary>
public sealed record NotificationText
{
    /// <summary>What it is about, in a line.</summary>
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

    /// <summary>The most urgent first.</summary>
    public IReadOnlyList<ItemText> Items { get; init; } = [];

    /// <summary>The number of items that are not in <see cref="Items"/>.</summary>
    public long More { get; init; }

    /// <summary>Further sentences at the end.</summary>
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
