using CredFunctions.Languages;

namespace CredFunctions.Channels.Wording;

/// <summary>A notification in words, the same for a card, a mail, a message and plain text. Every text in it is inert.</summary>
public sealed record NotificationText
{
    /// <summary>Puts the words of a rendering into the language of the text.</summary>
    public Translation Words { get; init; } = Translation.To(Language.English);

    /// <summary>Source, severity and what is new.</summary>
    public required string Title { get; init; }

    /// <summary>The subject of a mail: the title, marked as ours.</summary>
    public string Subject => $"[{Phrase.Product}] {Title}";

    /// <summary>The title and the worst of it in one line, for a pop-up or a program that cannot show the rest.</summary>
    public required string Summary { get; init; }

    /// <summary>The worst severity of what is new, or of what a reminder is about; null where there is none.</summary>
    public Severity? Worst { get; init; }

    /// <summary>Whether someone has to act although it is not about findings.</summary>
    public bool IsTrouble { get; init; }

    /// <summary>What it means, a sentence or two each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The as-of, the owner, the file and the like.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>Open findings by severity, the worst first; empty where there are no figures.</summary>
    public IReadOnlyList<(Severity Severity, long Count)> Open { get; init; } = [];

    /// <summary>What happened, the most urgent first.</summary>
    public IReadOnlyList<SectionText> Sections { get; init; } = [];

    /// <summary>The number of items that no section shows or counts.</summary>
    public long More { get; init; }

    /// <summary>What to do, once for each kind of finding; the first is for the worst.</summary>
    public IReadOnlyList<RemedyText> Remedies { get; init; } = [];

    /// <summary>What can be opened or run, the most useful first.</summary>
    public IReadOnlyList<ActionText> Actions { get; init; } = [];

    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether its heading is red.</summary>
    public bool IsUrgent => Worst >= Severity.High || IsTrouble;

    /// <summary>How many rows the sections take: a row is an item, a group of many, or a line.</summary>
    public int Rows => Sections.Sum(section => section.Rows);

    /// <summary>The number of items left out, in words; null where there is none.</summary>
    public string? MoreText => More > 0 ? Words.Of(Phrase.AndMore(More)) : null;

    /// <summary>The notification in another language.</summary>
    public NotificationText In(Translation words) => words.IsNone ? this : this with
    {
        Words = words,
        Title = words.Of(Title),
        Summary = words.Of(Summary),
        Paragraphs = [.. Paragraphs.Select(words.Of)],
        Facts = [.. Facts.Select(fact => (words.Of(fact.Name), words.Of(fact.Value)))],
        Sections = [.. Sections.Select(section => section.In(words))],
        Remedies = [.. Remedies.Select(remedy => new RemedyText(words.Of(remedy.Title), words.Of(remedy.Text)))],
        Actions = [.. Actions.Select(action => action with { Title = words.Of(action.Title) })],
        Remarks = [.. Remarks.Select(words.Of)],
    };

    /// <summary>The notification with the first rows of its sections; what is left out is counted.</summary>
    public NotificationText Shortened(int rows)
    {
        var sections = new List<SectionText>();
        var more = More;
        foreach (var section in Sections)
        {
            var shown = section.Shortened(Math.Max(0, rows));
            rows -= section.Rows;
            more += section.Groups.Sum(group => group.Shown) - shown.Groups.Sum(group => group.Shown);
            if (shown.Rows > 0 || shown.MoreLines > 0)
                sections.Add(shown);
        }

        return this with { Sections = sections, More = more };
    }
}

/// <summary>A part of a notification under a heading.</summary>
public sealed record SectionText
{
    public required string Heading { get; init; }

    public IReadOnlyList<GroupText> Groups { get; init; } = [];

    /// <summary>A line for each account that has an alert of its own.</summary>
    public IReadOnlyList<LineText> Lines { get; init; } = [];

    /// <summary>The accounts that have no line.</summary>
    public long MoreLines { get; init; }

    /// <summary>How many accounts have no line, in words; null where all have one.</summary>
    public string? MoreLinesText => MoreLines == 0 ? null : Words.Of(Phrase.AndMoreAccounts(MoreLines));

    internal Translation Words { get; init; } = Translation.To(Language.English);

    internal int Rows => Groups.Sum(group => group.Rows) + Lines.Count;

    internal SectionText In(Translation words) => this with
    {
        Words = words,
        Heading = words.Of(Heading),
        Groups = [.. Groups.Select(group => group.In(words))],
        Lines = [.. Lines.Select(line => line with { Level = words.Of(line.Level), Text = words.Of(line.Text) })],
    };

    internal SectionText Shortened(int rows)
    {
        var groups = new List<GroupText>();
        foreach (var group in Groups)
        {
            if (rows <= 0)
                break;
            groups.Add(group.IsMany ? group : group with { Items = [.. group.Items.Take(rows)] });
            rows -= group.Rows;
        }

        var lines = Lines.Take(Math.Max(0, rows)).ToList();
        return this with { Groups = groups, Lines = lines, MoreLines = MoreLines + Lines.Count - lines.Count };
    }
}

/// <summary>An account in one line.</summary>
/// <param name="Level">The severity in words.</param>
/// <param name="Text">The account and its findings and changes.</param>
public sealed record LineText(Severity Severity, string Level, string Text);

/// <summary>What to do about a kind of finding or change.</summary>
/// <param name="Title">The title of the rule or the change.</param>
public sealed record RemedyText(string Title, string Text);

/// <summary>
/// What a reader can do at once: open an address, or run a command. Both come from the policy and the engine, not from a report.
/// </summary>
/// <param name="Title">What it does, such as "Open evidence".</param>
/// <param name="Url">The address; null for a command.</param>
/// <param name="Command">The command, in the syntax of a shell; null for an address.</param>
public sealed record ActionText(string Title, string? Url, string? Command);
