using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;
using CredFunctions.Reports;

using Spectre.Console;

namespace CredFunctions.Cli.Records;

/// <summary>Everything known of one account, for people.</summary>
/// <param name="page">Where it is written.</param>
/// <param name="now">Which time it is.</param>
/// <param name="isWhole">Whether all its findings are shown.</param>
internal sealed class AccountPage(Page page, DateTimeOffset now, bool isWhole)
{
    private const int LabelColumn = 8;
    private const int FindingColumn = 12;

    public void Write(FoundAccount found)
    {
        var account = found.State;
        page.Labelled(
            account.AccountId, account.AccountId.Length + 2, account.Username, $"({account.UserType}, {account.Profile.Name()})",
            Styles.Strong);
        page.Labelled("Source", LabelColumn, found.Source);
        page.Labelled("As of", LabelColumn, ReportAge.Of(account.SnapshotAsOf, ReportTime.DefaultOffset, now));
        page.Labelled("Report", LabelColumn, ShortId.Of(account.Run.ReportId));
        if (account.GoneSince is { } gone)
            page.Labelled("Gone", LabelColumn, $"since the report of {ShownTime.Of(gone)}: its findings are resolved");

        var (suppressed, open) = (account.OpenFindings.Where(finding => finding.Suppression is not null).ToList(),
            account.OpenFindings.Where(finding => finding.Suppression is null).ToList());
        if (open.Count == 0 && isWhole)
        {
            page.BlankLine();
            page.Line("No finding is open.", account.NotAssessed.Count == 0 ? Styles.Good : Style.Plain);
        }

        WriteFindings("Open", open);
        WriteFindings("Suppressed by an exception", suppressed);
        WriteFindings("Resolved", account.Findings.Where(finding => !finding.IsOpen));
        WriteSection(
            "Changed with its last report",
            account.Events.Where(each => each.Kind is AccountEventKind.Changed).OrderByDescending(change => change.Severity),
            change => WriteLine(change.Severity, change.Message, change.Change));
        WriteSection("Not assessed, which is not the same as passed", account.NotAssessed, rule => page.Labelled(
            "", 2, $"{rule.Rule}{(rule.Subject is Subject.Account ? "" : $" ({rule.Subject.Name()})")}: {rule.Reason}"));
        WriteSection("Due if nothing changes", account.Due, check => DueLine.Write(
            page, account: null, check, DueList.ExceptionOf(check, account.AccountId, account.Username, found.Policy),
            account.SnapshotAsOf, found.Policy.ReportTimeZone));
    }

    private void WriteFindings(string heading, IEnumerable<FindingState> findings) => WriteSection(
        heading,
        findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule, StringComparer.Ordinal),
        finding =>
        {
            WriteLine(finding.Severity, finding.Message, finding.Rule);
            page.Labelled("", FindingColumn, LifeOf(finding));
        });

    private void WriteSection<T>(string heading, IEnumerable<T> items, Action<T> write)
    {
        foreach (var (number, item) in items.Index())
        {
            if (number == 0)
                page.Heading(heading);
            write(item);
        }
    }

    private void WriteLine(Severity severity, string message, string? id) =>
        page.Labelled($"  {severity.Name()}", FindingColumn, message, $"[{id}]", Styles.Of(severity));

    private static string LifeOf(FindingState finding)
    {
        var again = finding.Openings > 1
            ? string.Create(CultureInfo.InvariantCulture, $", opened {finding.Openings} times, last on {ShownTime.DayOf(finding.OpenedAt)}")
            : "";
        var end = finding.ResolvedAt is { } resolved ? $", resolved {ShownTime.DayOf(resolved)}" : "";
        var excepted = finding is { IsOpen: true, Suppression: { } suppression }
            ? $"; excepted until {suppression.Until:yyyy-MM-dd} by {suppression.Owner}: {suppression.Reason}"
            : "";
        return $"first seen {ShownTime.DayOf(finding.FirstSeen)}{again}{end}{excepted}";
    }
}
