using System.Globalization;

using CredFunctions.Cli.Terminal;
using CredFunctions.Findings;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>
/// The result in a line. What could not be assessed comes first; "clean" is said only when every rule was put to every account
/// of every row.
/// </summary>
internal static class VerdictLine
{
    public static bool IsClean(ScannedReport report) =>
        report.Totals.Findings == 0 && report.Unassessed.Count == 0 && GapsOf(report) is null;

    public static string Of(ScannedReport report) =>
        report.Unassessed.Count == 0
            ? FindingsOf(report)
            : $"{report.Unassessed.Headline}. {report.Unassessed.Remedy} {FindingsOf(report)}";

    /// <summary>What was not read, not there or not asked; null when nothing.</summary>
    public static string? GapsOf(ScannedReport report)
    {
        var rows = report.UnreadableRowCount == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"{report.UnreadableRowCount:N0} of {Counted.Of(report.Rows, "row")} could not be read");
        var missing = report.MissingAccounts == 0
            ? null
            : $"{Counted.Of(report.MissingAccounts, "known account")} {(report.MissingAccounts == 1 ? "is" : "are")} not in it, "
                + "and no account counts as gone while rows cannot be read";
        var rules = report.RulesOff.Count == 0 ? null : $"{Counted.Of(report.RulesOff.Count, "rule")} switched off by the policy";
        var gaps = string.Join("; ", new[] { rows, missing, rules }.OfType<string>());
        return gaps.Length == 0 ? null : $"{gaps}.";
    }

    private static string FindingsOf(ScannedReport report)
    {
        if (IsClean(report))
            return $"No findings: {Counted.Of(report.Accounts, "account")} assessed and clean.";
        if (report.Totals.Findings == 0)
            return $"No findings in what could be assessed of {Counted.Of(report.Accounts, "account")}.";

        var counts = Totals.WorstFirst.Where(severity => report.Totals[severity] > 0)
            .Select(severity => string.Create(CultureInfo.InvariantCulture, $"{report.Totals[severity]:N0} {severity.Name()}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Findings: {string.Join(", ", counts)} in {report.Totals.AccountsWithFindings:N0} of {Counted.Of(report.Accounts, "account")}{ExceptedOf(report.Totals)}.");
    }

    private static string ExceptedOf(Totals totals) =>
        totals.Suppressed == 0 ? ""
        : totals.Suppressed == totals.Findings ? ", all under an exception"
        : string.Create(CultureInfo.InvariantCulture, $", {totals.Suppressed:N0} of them under an exception");
}
