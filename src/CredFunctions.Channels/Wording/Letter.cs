namespace CredFunctions.Channels.Wording;

/// <summary>A notification in words, before it takes the form of a card, a mail or a line. Every text in it is inert.</summary>
public sealed record Letter
{
    /// <summary>What it is about, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>The line of a mailbox: source, worst severity and counts.</summary>
    public required string Subject { get; init; }

    /// <summary>The worst severity that is told; null where it is not about findings.</summary>
    public Severity? Worst { get; init; }

    /// <summary>Whether somebody has to act, though it is not about findings.</summary>
    public bool IsTrouble { get; init; }

    /// <summary>What it means, a sentence or two each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Names and values: as of, owner, file.</summary>
    public IReadOnlyList<LetterFact> Facts { get; init; } = [];

    /// <summary>Open findings by severity, the worst first; empty where it has no figures.</summary>
    public IReadOnlyList<LetterCount> Open { get; init; } = [];

    /// <summary>The most urgent first.</summary>
    public IReadOnlyList<LetterItem> Items { get; init; } = [];

    /// <summary>How many items there are beside <see cref="Items"/>.</summary>
    public long More { get; init; }

    /// <summary>What else should be known.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
