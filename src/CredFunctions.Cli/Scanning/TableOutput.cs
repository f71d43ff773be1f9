using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;
using CredFunctions.Languages;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning;

/// <summary>The result for people: the verdict, the events, the worst accounts, what to do, and what could not be assessed.</summary>
internal sealed class TableOutput(CommandEnvironment environment, AssessmentPolicy policy, ShownPart part, bool quiet) : IScanOutput
{
    private const int MaxRows = 10;

    private readonly Translation words = Translation.To(policy.Language);
    // Where the label is longest, two cells are left behind it.
    private readonly int column = policy.Language is Language.Chinese ? 10 : 8;
    private readonly WorstAccounts worst = new(part.Limit ?? ShownPart.DefaultLimit, part.Order ?? AccountOrder.Severity);
    private readonly ExceptedFindings excepted = new(part.Limit ?? ShownPart.DefaultLimit);
    private readonly RuleSummary rules = new();
    private readonly DueList due = new(part.Limit ?? MaxRows);

    public void Take(ScannedAccount account)
    {
        if (quiet)
            return;

        rules.Take(account);
        worst.Take(account);
        excepted.Take(account);
        if (account.Due.Count > 0)
            due.Add(account.AccountId, account.Username, account.Due, account.Run);
    }

    public void Write(ScanResult result)
    {
        using var writer = environment.OpenText();
        var verdict = string.Join(words.IsNone ? " " : "", VerdictLine.Of(result).Select(words.Of));
        string?[] all =
        [
            VerdictLine.GapsOf(result), ReportEncoding.CaveatOf(result.Report.Details.Encoding), quiet ? null : result.Shown?.Sentence,
        ];
        var caveats = all.OfType<string>().ToList();
        if (quiet)
        {
            writer.WriteLine(string.Join(' ', [verdict, .. caveats.Select(words.Of)]));
            return;
        }

        var page = new Page(writer, environment) { Words = words };
        WriteVerdict();
        page.BlankLine();
        var record = result.Report.Record;
        page.Named("Report", column, result.Report.ReportName);
        page.Named("Source", column, record.Source);
        page.Labelled("As of", column, ReportAge.Of(record.AsOf, policy.ReportTimeZone, environment.Time.GetUtcNow()));
        if (result.IsRecorded)
            WriteEvents(page, result, record);
        worst.Write(page);
        excepted.Write(page);
        rules.Write(page, result);
        WriteReading(page, result.Report, part.Limit ?? MaxRows);
        var days = Counted.Of(result.Report.Run.Policy.DueDays, "day");
        WriteDue(page, due.Checks, $"Due in the next {days} if nothing changes", record.AsOf);
        WriteDue(page, due.Disabled, "Access keys that Tencent Cloud disables if they stay unused", record.AsOf);

        // The first lines have scrolled away.
        if (!environment.OutputIsTerminal)
            return;
        page.BlankLine();
        WriteVerdict();

        void WriteVerdict()
        {
            page.Line(verdict, result.Totals.Worst is { } severity ? Styles.Of(severity)
                : VerdictLine.IsClean(result) ? Styles.Good
                : Styles.Strong);
            foreach (var caveat in caveats)
                page.Line(caveat, Styles.Strong);
        }
    }

    public void Dispose()
    {
        // Its lines are kept in memory.
    }

    private void WriteEvents(Page page, ScanResult result, ReportRecord record)
    {
        if (record.ComparedWith is not { } before)
        {
            page.BlankLine();
            page.Line("This is the first report of the source: there is none to compare it with.");
            return;
        }

        var events = new EventList(part.Limit ?? ShownPart.DefaultLimit);
        foreach (var account in result.WithEvents())
            events.Take(account);
        var withdrawn = record.Withdraws is null ? "" : " was withdrawn";
        events.Write(page, before.ReportId == record.ReportId
            ? "Since this report was assessed under another policy"
            : $"Since the report as of {ShownTime.Of(before.AsOf, policy.ReportTimeZone)}{withdrawn}");
    }

    private void WriteDue(Page page, Greatest<DueEntry, (long Sooner, long Earlier)> list, string heading, DateTimeOffset asOf)
    {
        if (list.Seen == 0)
            return;
        page.Heading(heading);
        foreach (var (accountId, username, check, exception) in list.GreatestFirst)
        {
            var name = ShownText.Plain(Encoding.UTF8.GetBytes(username));
            DueLine.Write(page, $"{accountId} {name}", check, exception, asOf, policy.ReportTimeZone);
        }

        if (list.Seen > list.GreatestFirst.Count)
            page.Labelled("", 2, $"and {Counted.Number(list.Seen - list.GreatestFirst.Count)} more: --limit all lists them");
    }

    /// <summary>What is wrong with the report itself, and what it cannot show.</summary>
    private static void WriteReading(Page page, RunResult result, int maxRows)
    {
        var details = result.Details;
        if (details.UnreadableRowCount > 0)
        {
            page.Heading("Rows that could not be read");
            foreach (var row in details.UnreadableRows.Take(maxRows))
                page.Labelled("", 2, $"line {row.Line}: {row.Reason}");
            var more = details.UnreadableRowCount - Math.Min(maxRows, details.UnreadableRows.Count);
            if (more > 0)
                page.Labelled("", 2, $"and {Counted.Of(more, "more row")}");
        }

        if (details.UnknownColumns.Count > 0)
        {
            page.Heading("Columns that are not known and were ignored");
            page.Named("", 2, string.Join(", ", details.UnknownColumns.Select(name => ShownText.Of(Encoding.UTF8.GetBytes(name)))));
        }

        page.Heading("What this report cannot say");
        foreach (var sentence in result.NotShown)
            page.Labelled("", 2, sentence);
    }
}
