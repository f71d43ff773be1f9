using CredFunctions.Cli.Terminal;
using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The result for a person: the verdict, the worst accounts, what to do, and what nobody could say.</summary>
internal sealed class TableOutput(Surroundings surroundings, TimeSpan reportTimeZone, bool quiet) : IScanOutput
{
    private const int MaxAccounts = 25;

    private readonly WorstAccounts worst = new(MaxAccounts);
    private readonly RuleTallies rules = new();

    public int FurtherPasses => 0;

    public void Take(Assessment assessment)
    {
        if (quiet)
            return;
        rules.Take(assessment);
        if (!assessment.Findings.IsEmpty)
            worst.Take(assessment);
    }

    public void Write(ScannedReport report, Action<Action<Assessment>> readAgain)
    {
        using var writer = surroundings.OpenText();
        var verdict = VerdictLine.Of(report);
        var gaps = VerdictLine.GapsOf(report);
        if (quiet)
        {
            writer.WriteLine(gaps is null ? verdict : $"{verdict} {gaps}");
            return;
        }

        var page = new Page(writer, surroundings);
        page.Line(verdict, report.Totals.Worst is { } severity ? Styles.Of(severity) : VerdictLine.IsClean(report) ? Styles.Good : Styles.Strong);
        if (gaps is not null)
            page.Line(gaps, Styles.Strong);
        page.BlankLine();
        page.Labelled("Report", ReportSections.Column, report.Name);
        page.Labelled("Source", ReportSections.Column, report.Source);
        page.Labelled("As of", ReportSections.Column, ReportAge.Of(report.AsOf, reportTimeZone, surroundings.Time.GetUtcNow()));

        AccountSections.Write(page, worst);
        RuleSections.Write(page, rules);
        ReportSections.Write(page, report);
    }

    /// <summary>Stderr tells a person; stdout is for results only.</summary>
    public void WriteRejection(Rejection rejection)
    {
    }
}
