using CredFunctions.Languages;

namespace CredFunctions.Policy;

/// <summary>
/// Which findings are notified on which channels: the first route that matches a finding takes it, see
/// <see cref="PolicySettings.RouteFor(string, string, string, Severity)"/>.
/// </summary>
public sealed record Route
{
    /// <summary>The names of its channels; at least one.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    public NamePattern Source { get; init; } = NamePattern.Any;

    /// <summary>The account, by its id or its user name.</summary>
    public NamePattern Account { get; init; } = NamePattern.Any;

    /// <summary>The owner by the roster; null where any is meant, and none too.</summary>
    public NamePattern? OwnedBy { get; init; }

    /// <summary>The team by the roster; null where any is meant, and none too.</summary>
    public NamePattern? Team { get; init; }

    /// <summary>The least severity that it takes.</summary>
    public Severity Severity { get; init; } = Severity.Info;

    /// <summary>Who is responsible for these accounts; shown in notifications.</summary>
    public string? Owner { get; init; }

    /// <summary>The language of its notifications, where a channel has none of its own.</summary>
    public Language Language { get; init; }

    /// <summary>Whether it is for every source and account. It may still exclude severities.</summary>
    public bool IsCatchAll => Source.MatchesEverything && IsForEveryAccount;

    /// <summary>Whether it is for every account. It may still exclude severities.</summary>
    public bool IsForEveryAccount => Account.MatchesEverything && OwnedBy is null && Team is null;

    public bool Takes(string source, string accountId, string username, Severity severity, Roster? roster) =>
        severity >= Severity && Source.Matches(source) && (Account.Matches(accountId) || Account.Matches(username))
        && ((OwnedBy ?? Team) is null || IsOf(roster?.Of(accountId, username)));

    private bool IsOf(RosterLine? line) =>
        line is not null && OwnedBy?.Matches(line.Owner) is not false && Team?.Matches(line.Team) is not false;
}

/// <summary>Where notifications go, by the name that routes use. It holds no secret, only the names of settings that do.</summary>
public abstract record Channel
{
    public required string Name { get; init; }

    /// <summary>The kind, as the policy names it: <c>teams</c>, <c>smtp</c>, ….</summary>
    public abstract string Kind { get; }

    /// <summary>The language of its messages; null for that of the route.</summary>
    public Language? Language { get; init; }

    /// <summary>How its messages carry every item, however many there are; null where they name the most urgent alone.</summary>
    public virtual ListFormat? Carries => null;
}

/// <summary>How all items of a notification are written.</summary>
public enum ListFormat : byte
{
    /// <summary>CSV, as an attachment.</summary>
    Table,

    /// <summary>A JSON object a line, from which pages are made.</summary>
    Lines,
}
