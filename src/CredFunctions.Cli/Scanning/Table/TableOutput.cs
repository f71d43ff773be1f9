using System.Text;

using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Cli.Terminal;
using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The result for a person: the verdict, what is new, the worst accounts, what to do, and what nobody could say.</summary>
internal sealed class TableOutput(CommandEnvironment environment, TimeSpan reportTimeZone, ExceptionsOfPolicy exceptions, bool quiet)
    : IScanOutput
{
    private const int MaxListed = 25;

    private readonly WorstAccounts worst = new(MaxListed);
    private readonly ExceptionList excepted = new(MaxListed);
    private readonly RuleTallies rules = new();

    public int FurtherPasses => 0;

    public void Take(Assessment assessment)
    {
        if (quiet)
            return;

        var findings = exceptions.Unexcepted(assessment);
        rules.Take(assessment, findings);
        if (!findings.IsEmpty)
            worst.Take(assessment, findings);
        if (findings.Length < assessment.Findings.Length)
            TakeExcepted(assessment);
    }

    public void Write(ScannedReport report, Action<Action<Assessment>> readAgain) => Write(report, writeEvents: null);

    public void Write(RecordedResult result)
    {
        if (quiet)
        {
            Write(result.Report, writeEvents: null);
            return;
        }

        foreach (var account in result.Accounts())
        {
            rules.Take(account);
            if (account.Unexcepted.Count > 0)
                worst.Take(account);
            foreach (var finding in account.Findings)
            {
                if (finding.Suppression is { } suppression)
                    excepted.Take(account.State.AccountId, account.ShownName, finding.Rule, suppression);
            }
        }

        var events = new EventList(MaxListed);
        if (!result.Before.IsNone)
        {
            foreach (var account in result.WithEvents())
                events.Take(account);
        }

        Write(result.Report, page =>
        {
            if (result.Before.IsNone)
            {
                page.BlankLine();
                page.Line("This is the first report of the source: there is none to compare it with.");
            }
            else
            {
                events.Write(page, result.Before.Heading(reportTimeZone));
            }
        });
    }

    /// <summary>Stderr tells a person; stdout is for results only.</summary>
    public void WriteHold(string reportId, string reason)
    {
    }

    /// <summary>Stderr tells a person; stdout is for results only.</summary>
    public void WriteRejection(Rejection rejection)
    {
    }

    private void TakeExcepted(Assessment assessment)
    {
        var name = ShownText.Plain(Encoding.UTF8.GetBytes(SecretIdRedaction.UsernameOf(assessment.Account)));
        foreach (var finding in assessment.Findings)
        {
            if (exceptions.Of(assessment, finding) is { } suppression)
                excepted.Take(assessment.Account.Id, name, finding.Rule.Id, suppression);
        }
    }

    private void Write(ScannedReport report, Action<Page>? writeEvents)
    {
        using var writer = environment.OpenText();
        var verdict = VerdictLine.Of(report);
        var gaps = VerdictLine.GapsOf(report);
        var caveat = ReportEncoding.CaveatOf(report.Encoding);
        if (quiet)
        {
            writer.WriteLine(string.Join(' ', new[] { verdict, gaps, caveat }.OfType<string>()));
            return;
        }

        var page = new Page(writer, environment);
        page.Line(verdict, report.Totals.Worst is { } severity
            ? Styles.Of(severity)
            : VerdictLine.IsClean(report)
            ? Styles.Good
            : Styles.Strong);
        if (gaps is not null)
            page.Line(gaps, Styles.Strong);
        if (caveat is not null)
            page.Line(caveat, Styles.Strong);
        page.BlankLine();
        page.Labelled("Report", ReportSections.Column, report.Name);
        page.Labelled("Source", ReportSections.Column, report.Source);
        page.Labelled("As of", ReportSections.Column, ReportAge.Of(report.AsOf, reportTimeZone, environment.Time.GetUtcNow()));
        writeEvents?.Invoke(page);

        AccountSections.Write(page, worst);
        excepted.Write(page);
        RuleSections.Write(page, rules, report);
        ReportSections.Write(page, report);
    }
}
