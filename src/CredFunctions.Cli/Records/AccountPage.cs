using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Cli.Terminal;

using Spectre.Console;

namespace CredFunctions.Cli.Records;

/// <summary>Everything known of one account, for people.</summary>
internal sealed class AccountPage(Page page, DateTimeOffset now)
{
    private const int LabelColumn = 8;
    private const int FindingColumn = 12;

    public void Write(FoundAccount found)
    {
        var account = found.State;
        page.Labelled(account.AccountId, account.AccountId.Length
            + 2, account.Username, $"({account.UserType}, {account.Profile.Name()})", Styles.Strong);
        page.Labelled("Source", LabelColumn, found.Source);
        page.Labelled("As of", LabelColumn, $"{Scanning.Table.ReportAge.Of(account.SnapshotAsOf, Reports.ReportTime.DefaultOffset, now)}");
        page.Labelled("Report", LabelColumn, ShortId.Of(account.Run.ReportId));
        if (account.GoneSince is { } gone)
            page.Labelled("Gone", LabelColumn, $"since the report of {ShownTime.Of(gone)}: its findings are resolved");

        var open = account.OpenFindings.Where(finding => finding.Suppression is null).ToList();
        if (open.Count == 0)
        {
            page.BlankLine();
            page.Line("No finding is open.", account.NotAssessed.Count == 0 ? Styles.Good : Style.Plain);
        }

        WriteFindings("Open", open, LifeOf);
        WriteFindings("Suppressed by an exception", account.OpenFindings.Where(finding => finding.Suppression is not null), SuppressionOf);
        WriteFindings("Resolved", account.Findings.Where(finding => !finding.IsOpen), LifeOf);
        WriteChanges(account);
        WriteNotAssessed(account);
    }

    private static string LifeOf(FindingState finding)
    {
        var again = finding.Openings > 1
            ? string.Create(CultureInfo.InvariantCulture, $", opened {finding.Openings} times, last on {ShownTime.DayOf(finding.OpenedAt)}")
            : "";
        var end = finding.ResolvedAt is { } resolved ? $", resolved {ShownTime.DayOf(resolved)}" : "";
        return $"first seen {ShownTime.DayOf(finding.FirstSeen)}{again}{end}";
    }

    private static string SuppressionOf(FindingState finding) => finding.Suppression is { } suppression
        ? $"{LifeOf(finding)}; excepted until {suppression.Until:yyyy-MM-dd} by {suppression.Owner}: {suppression.Reason}"
        : LifeOf(finding);

    private void WriteFindings(string heading, IEnumerable<FindingState> findings, Func<FindingState, string> remarkOf)
    {
        var some = findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule, StringComparer.Ordinal).ToList();
        if (some.Count == 0)
            return;

        page.Heading(heading);
        foreach (var finding in some)
        {
            page.Labelled($"  {finding.Severity.Name()}", FindingColumn, finding.Message, $"[{finding.Rule}]", Styles.Of(finding.Severity));
            page.Labelled("", FindingColumn, remarkOf(finding));
        }
    }

    private void WriteChanges(AccountState account)
    {
        var changes = account.Events.Where(accountEvent => accountEvent.Kind is AccountEventKind.Changed)
            .OrderByDescending(accountEvent => accountEvent.Severity).ToList();
        if (changes.Count == 0)
            return;

        page.Heading("Changed with its last report");
        foreach (var change in changes)
            page.Labelled($"  {change.Severity.Name()}", FindingColumn, change.Message, $"[{change.Change}]", Styles.Of(change.Severity));
    }

    private void WriteNotAssessed(AccountState account)
    {
        if (account.NotAssessed.Count == 0)
            return;

        page.Heading("Not assessed, which is not the same as passed");
        foreach (var rule in account.NotAssessed)
            page.Labelled("", 2, $"{rule.Rule}{(rule.Subject is Subject.Account ? "" : $" ({rule.Subject.Name()})")}: {rule.Reason}");
    }
}
