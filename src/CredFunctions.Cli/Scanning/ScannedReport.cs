using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning;

/// <summary>What is known of a report once every row was read.</summary>
internal sealed record ScannedReport
{
    /// <summary>The report's identity: its bytes and its as-of; see <see cref="ReportFile.IdOf"/>.</summary>
    public required string ReportId { get; init; }

    /// <summary>SHA-256 of the bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The encoding's name.</summary>
    public required string Encoding { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required Totals Totals { get; init; }

    /// <summary>The checks that could not be assessed.</summary>
    public required UnassessedChecks Unassessed { get; init; }

    /// <summary>The severity of the worst of them under the policy; null when there are none.</summary>
    public required Severity? WorstNotAssessed { get; init; }

    /// <summary>Data rows, unreadable ones included.</summary>
    public required long Rows { get; init; }

    public required long Accounts { get; init; }

    public required long UnreadableRowCount { get; init; }

    /// <summary>The first <see cref="ReportReader.MaxListedUnreadableRows"/> of them.</summary>
    public required IReadOnlyList<UnreadableRow> UnreadableRows { get; init; }

    /// <summary>
    /// Known accounts that no row names, in a report with unreadable rows, for which no account counts as gone; otherwise 0.
    /// </summary>
    public long MissingAccounts { get; init; }

    public required IReadOnlyList<string> UnknownColumns { get; init; }

    public required bool HasLastConsoleLogin { get; init; }

    /// <summary>The rules that the policy switches off, with the findings that stay as they were.</summary>
    public required IReadOnlyList<RuleOff> RulesOff { get; init; }

    /// <summary>What this report cannot say.</summary>
    public IEnumerable<string> NotCovered => RuleCatalogue.NotCoveredBy(HasLastConsoleLogin, Encoding);
}
