using CredFunctions.Evidence;
using CredFunctions.Findings;

namespace CredFunctions.Cli.Scanning;

/// <summary>
/// The result in a line. What could not be assessed comes first; the report is "clean" only when every row was read and every
/// rule was assessed for every account.
/// </summary>
internal static class VerdictLine
{
    public static bool IsClean(ScanResult result) =>
        result.Totals.Findings == 0 && result.Report.Record.Counts.NotAssessed == 0 && GapsOf(result) is null;

    /// <summary>Its sentences.</summary>
    public static IEnumerable<string> Of(ScanResult result)
    {
        var unassessed = result.Report.Record.Counts.Unassessed();
        return unassessed.Count == 0 ? [FindingsOf(result)] : [$"{unassessed.Headline}. {unassessed.Remedy}", FindingsOf(result)];
    }

    /// <summary>What was not read, is missing or was not evaluated; null when nothing.</summary>
    public static string? GapsOf(ScanResult result)
    {
        var kept = result.Totals.NotEvaluated;
        var (details, missing, off) = (result.Report.Details, result.Report.MissingAccounts, result.Report.RulesOff.Count());
        string?[] gaps =
        [
            details.UnreadableRowCount == 0 ? null
                : $"{Counted.Number(details.UnreadableRowCount)} of {Counted.Of(details.Rows, "row")} could not be read",
            missing == 0 ? null : $"{Counted.Of(missing, "known account")} {(missing == 1 ? "is" : "are")} not in it, "
                + "and no account counts as gone while rows cannot be read",
            off == 0 ? null : $"{Counted.Of(off, "rule")} switched off by the policy",
            kept == 0 ? null : $"{Counted.Of(kept, "open finding")} not evaluated under this policy",
        ];
        return Array.TrueForAll(gaps, gap => gap is null) ? null : $"{string.Join("; ", gaps.OfType<string>())}.";
    }

    private static string FindingsOf(ScanResult result)
    {
        var (totals, accounts) = (result.Totals, Counted.Of(result.Report.Details.Accounts, "account"));
        if (IsClean(result))
            return $"No findings: {accounts} assessed and clean.";
        if (totals.Findings == 0)
            return $"No findings in what could be assessed of {accounts}.";

        var counts = string.Join(", ", Severities.WorstFirst.Where(severity => totals[severity] > 0)
            .Select(severity => $"{Counted.Number(totals[severity])} {severity.Name()}"));
        var excepted = totals.Suppressed == 0 ? ""
            : totals.Suppressed == totals.Findings ? ", all under an exception"
            : $", {Counted.Number(totals.Suppressed)} of them under an exception";
        return $"Findings: {counts} in {Counted.Number(totals.AccountsWithFindings)} of {accounts}{excepted}.";
    }
}
