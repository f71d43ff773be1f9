namespace CredFunctions.Policy;

/// <summary>Who is told of which findings.</summary>
public sealed record Route
{
    /// <summary>The names of the channels it leads to; at least one.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    public NamePattern Source { get; init; } = NamePattern.Any;

    /// <summary>The account, by its id or its user name.</summary>
    public NamePattern Account { get; init; } = NamePattern.Any;

    /// <summary>The least severity that it takes.</summary>
    public Severity Severity { get; init; } = Severity.Info;

    /// <summary>Who answers for these accounts; shown in what is told.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether it is for every source and account. Its severity may still leave something untold.</summary>
    public bool IsCatchAll => Source.MatchesEverything && Account.MatchesEverything;

    public bool Takes(string source, string accountId, string username, Severity severity) =>
        severity >= Severity && Source.Matches(source) && (Account.Matches(accountId) || Account.Matches(username));
}
