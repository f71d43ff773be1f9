using CredFunctions.Cli.Terminal;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The result for people: the verdict, the events, the worst accounts, what to do, and what could not be assessed.</summary>
internal sealed class TableOutput(CommandEnvironment environment, TimeSpan reportTimeZone, bool quiet) : IScanOutput
{
    private const int MaxListed = 25;

    private readonly WorstAccounts worst = new(MaxListed);
    private readonly ExceptionList excepted = new(MaxListed);
    private readonly RuleTallies rules = new();

    public bool ReadsAgain => false;

    public void Take(ScannedAccount account)
    {
        if (quiet)
            return;

        rules.Take(account);
        worst.Take(account);
        excepted.Take(account);
    }

    public void Write(ScanResult result)
    {
        using var writer = environment.OpenText();
        var verdict = VerdictLine.Of(result);
        var gaps = VerdictLine.GapsOf(result);
        var caveat = ReportEncoding.CaveatOf(result.Report.Details.Encoding);
        if (quiet)
        {
            writer.WriteLine(string.Join(' ', new[] { verdict, gaps, caveat }.OfType<string>()));
            return;
        }

        var page = new Page(writer, environment);
        page.Line(verdict, result.Totals.Worst is { } severity ? Styles.Of(severity)
            : VerdictLine.IsClean(result) ? Styles.Good
            : Styles.Strong);
        if (gaps is not null)
            page.Line(gaps, Styles.Strong);
        if (caveat is not null)
            page.Line(caveat, Styles.Strong);
        page.BlankLine();
        var record = result.Report.Record;
        page.Labelled("Report", ReportSections.Column, result.Report.ReportName);
        page.Labelled("Source", ReportSections.Column, record.Source);
        page.Labelled("As of", ReportSections.Column, ReportAge.Of(record.AsOf, reportTimeZone, environment.Time.GetUtcNow()));
        if (result.IsRecorded)
            WriteEvents(page, result, record);

        AccountSections.Write(page, worst);
        excepted.Write(page);
        RuleSections.Write(page, rules, result);
        ReportSections.Write(page, result.Report.Details);
    }

    /// <summary>Writes nothing: stdout is for results, and stderr has the reason.</summary>
    public void WriteHold(string reportId, string reason)
    {
    }

    /// <summary>Writes nothing: stdout is for results, and stderr has the reason.</summary>
    public void WriteRejection(Rejection rejection)
    {
    }

    private void WriteEvents(Page page, ScanResult result, ReportRecord record)
    {
        if (record.ComparedWith is not { } before)
        {
            page.BlankLine();
            page.Line("This is the first report of the source: there is none to compare it with.");
            return;
        }

        var events = new EventList(MaxListed);
        foreach (var account in result.WithEvents())
            events.Take(account);
        var withdrawn = record.Withdraws is null ? "" : " was withdrawn";
        events.Write(page, before.ReportId == record.ReportId
            ? "Since this report was judged by another policy"
            : $"Since the report as of {ReportAge.Shown(before.AsOf, reportTimeZone)}{withdrawn}");
    }
}
