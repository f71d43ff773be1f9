using System.Text.Json.Serialization;

using CredFunctions.Findings;

namespace CredFunctions.Runs;

/// <summary>The figures of a report: first of what was read, then, once complete, of what came of it.</summary>
public sealed record ReportCounts
{
    /// <summary>Data rows, unreadable ones included.</summary>
    public long Rows { get; init; }

    /// <summary>Accounts that could be read.</summary>
    public long Accounts { get; init; }

    public long UnreadableRows { get; init; }

    /// <summary>
    /// Known accounts that no row named. With an unreadable row no account counts as gone, and these are counted instead.
    /// </summary>
    public long Missing { get; init; }

    /// <summary>
    /// Accounts that sign in through an identity provider, and to which a rule would apply that is off for them because of that.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ExternalLogins { get; init; }

    /// <summary>The name of the encoding it was read in; see <see cref="Reports.ReportEncoding"/>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Verdicts that could not be given.</summary>
    public long NotAssessed { get; init; }

    /// <summary>The columns that kept them from being given, the one with the most first; at most all columns of the format.</summary>
    public IReadOnlyList<UnassessedColumn> NotAssessedColumns { get; init; } = [];

    /// <summary>The severity of the worst of them under the run's policy; null when there are none.</summary>
    public Severity? WorstNotAssessed { get; init; }

    /// <summary>Open findings by severity's name.</summary>
    public IReadOnlyDictionary<string, long> BySeverity { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> ByRule { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Accounts with an open finding.</summary>
    public long AccountsWithFindings { get; init; }

    /// <summary>The severity of the worst open finding under no exception; null when there is none.</summary>
    public Severity? Worst { get; init; }

    /// <summary>The open findings of that severity under no exception, by rule.</summary>
    public IReadOnlyDictionary<string, long> WorstByRule { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Open findings under an exception; they are in the counts above too.</summary>
    public long Suppressed { get; init; }

    public long Opened { get; init; }
    public long Reopened { get; init; }
    public long Resolved { get; init; }
    public long Departed { get; init; }

    /// <summary>That known accounts are missing while rows could not be read, so that none counts as gone; null where none is.</summary>
    public string? MissingRemark() => Missing == 0 || UnreadableRows == 0 ? null
        : $"{Counted.Of(Missing, "known account")} {(Missing == 1 ? "is" : "are")} missing from it; "
            + "no account counts as gone while rows cannot be read.";

    /// <summary>Open findings of a severity.</summary>
    public long OpenOf(Severity severity) => BySeverity.GetValueOrDefault(severity.Name());

    [JsonIgnore]
    public long Open => Severities.WorstFirst.Sum(OpenOf);

    /// <summary>What the report does not show of accounts that sign in elsewhere; null where there are none.</summary>
    public string? ExternalLoginRemark() => ExternalLogins == 0 ? null
        : $"{Counted.Of(ExternalLogins, "account")} sign{(ExternalLogins == 1 ? "s" : "")} in through your identity provider, "
            + "whose MFA this report does not show.";

    /// <summary>The result in a line; what could not be assessed comes first.</summary>
    /// <param name="hasRulesOff">Whether the policy switches a rule off, so that nothing is "clean".</param>
    public string Verdict(bool hasRulesOff)
    {
        var findings = FindingsLine(hasRulesOff);
        return NotAssessed == 0 ? findings : $"{Unassessed().Headline}. {findings}";
    }

    /// <summary>The worst findings by rule, like "critical: access-key-leak-risk (2)"; empty where there are none.</summary>
    public string WorstLine() => Worst is not { } severity ? ""
        : $"{severity.Name()}: " + string.Join(", ", WorstByRule.OrderByDescending(rule => rule.Value)
            .Select(rule => $"{rule.Key} ({Counted.Number(rule.Value)})"));

    public UnassessedChecks Unassessed() => new(NotAssessed, NotAssessedColumns);

    /// <summary>The figures with the checks that could not be assessed.</summary>
    public ReportCounts With(UnassessedTally tally)
    {
        var unassessed = tally.Checks;
        return this with { NotAssessed = unassessed.Count, NotAssessedColumns = unassessed.Columns, WorstNotAssessed = tally.Worst };
    }

    private string FindingsLine(bool hasRulesOff)
    {
        var accounts = Counted.Of(Accounts, "account");
        if (Open == 0)
            return NotAssessed > 0 || UnreadableRows > 0 || hasRulesOff
                ? $"No findings in what could be assessed of {accounts}."
                : $"No findings: {accounts} assessed and clean.";

        var counts = Severities.WorstFirst.Where(severity => OpenOf(severity) > 0)
            .Select(severity => $"{Counted.Number(OpenOf(severity))} {severity.Name()}");
        return $"{Counted.Of(Open, "finding")} on {Counted.Number(AccountsWithFindings)} of {accounts}: {string.Join(", ", counts)}.";
    }
}
