using System.Text.RegularExpressions;

using CredFunctions.Accounts;
using CredFunctions.Channels.Wording;
using CredFunctions.Evidence;
using CredFunctions.Languages;
using CredFunctions.Policy;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>The verdict and a table of the findings in Markdown, for an issue, a wiki or a summary of a build.</summary>
internal sealed class MarkdownOutput(CommandEnvironment environment, AssessmentPolicy policy) : IScanOutput
{
    private readonly Translation words = Translation.To(policy.Language);
    private readonly List<ScannedAccount> accounts = [];

    // What is due is no finding yet.
    public void Take(ScannedAccount account)
    {
        if (account.IsListed)
            accounts.Add(account);
    }

    public void Write(ScanResult result)
    {
        using var writer = environment.OpenText();
        var details = result.Report.Details;
        string?[] sentences =
        [
            .. VerdictLine.Of(result), VerdictLine.GapsOf(result), ReportEncoding.CaveatOf(details.Encoding), result.Shown?.Sentence,
        ];
        foreach (var (number, sentence) in sentences.OfType<string>().Index())
            writer.Write($"{(number == 0 ? "" : "\n")}{MarkdownTable.Inert(words.Of(sentence))}\n");

        var record = result.Report.Record;
        string[] head = [result.Report.ReportName, record.Source, ShownTime.WithZone(record.AsOf)];
        writer.Write($"\n{string.Join(" · ", head.Select(MarkdownTable.Inert))}\n");
        MarkdownTable.Write(writer, accounts, words);
    }

    public void Dispose()
    {
        // Its accounts are kept in memory.
    }
}

/// <summary>Findings as a table in Markdown.</summary>
internal static partial class MarkdownTable
{
    public static void Write(TextWriter writer, IReadOnlyList<ScannedAccount> accounts, Translation words)
    {
        if (accounts.Count == 0)
            return;
        writer.Write($"\n| {words.Of("Severity")} | {words.Of("Account")} | {words.Of("Finding")} | {words.Of("Rule")} |\n"
            + "|---|---|---|---|\n");
        foreach (var account in accounts)
        {
            var name = $"{account.AccountId} {account.ShownName}";
            foreach (var finding in account.FindingStates.OrderByDescending(finding => finding.Severity))
            {
                var exception = finding.Suppression is { } covered
                    ? words.Of($"(exception until {covered.Until:yyyy-MM-dd})")
                    : "";
                WriteRow(words.Of(finding.Severity.Name()), name, $"{words.Of(finding.Message)} {exception}".TrimEnd(), finding.Rule);
            }

            foreach (var (rule, _, reason) in account.UnassessedRules)
                WriteRow(words.Of("not assessed"), name, words.Of(reason), rule);
        }

        void WriteRow(params string[] cells) => writer.Write($"| {string.Join(" | ", cells.Select(Inert))} |\n");
    }

    /// <summary>Text in which nothing is Markdown, a link, a mention or HTML.</summary>
    public static string Inert(string text) => Signs().Replace(InertText.Of(text), @"\$0");

    [GeneratedRegex(@"[\\`*_\[\]<>|~&#$]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Signs();
}
