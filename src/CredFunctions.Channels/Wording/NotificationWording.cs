using System.Globalization;

using CredFunctions.Findings;
using CredFunctions.Notifications;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Wording;

/// <summary>Puts a notification into words, the same in every channel.</summary>
public static class NotificationWording
{
    private const int LongestNameInTitle = 40;

    /// <param name="now">The time, for the age of the report.</param>
    public static NotificationText Of(Notification notification, DateTimeOffset now)
    {
        var content = notification.Content;
        var items = content.Items.Select(item => ItemText.Of(item, content.AsOf)).ToList();
        var worst = WorstOf(content);
        var title = TitleOf(notification);
        return new NotificationText
        {
            Title = title,
            Subject = $"[CredFunctions] {SubjectOf(notification, worst, title)}",
            Worst = worst,
            IsTrouble = Unassessed(content) is not null || IsTrouble(notification.Kind),
            Paragraphs = [.. ParagraphsOf(notification)],
            Facts = [.. FactsOf(notification, now)],
            Open = content.Figures is { } figures
                ? [.. Severities.WorstFirst.Select(each => (each, figures.Open.GetValueOrDefault(each.Name())))]
                : [],
            Items = items,
            More = Math.Max(0, content.ItemCount - items.Count),
            Remarks = [.. content.Remarks.Select(InertText.Of), .. content.Figures is null ? [] : RuleCatalogue.NotCovered],
        };
    }

    private static bool IsTrouble(NotificationKind kind) => kind
        is not (NotificationKind.Digest or NotificationKind.Alert or NotificationKind.Reminder
            or NotificationKind.Test or NotificationKind.Stale or NotificationKind.ExceptionEnding);

    private static string TitleOf(Notification notification)
    {
        var source = InertText.Of(notification.Source);
        var content = notification.Content;
        return notification.Kind switch
        {
            NotificationKind.Digest when Unassessed(content) is null && content is { IsBaseline: true, Headline: null } =>
                $"First report of {source}: {OpenFindings(content)}",
            NotificationKind.Digest => $"{source}: {DigestOf(content, worst: null)}",
            NotificationKind.Alert => $"{source}: {content.Items.Max(item => item.Severity).Name()}, {AccountOf(content)}",
            NotificationKind.Reminder => $"{source}: {Counted.Of(content.ItemCount, "finding")} still open",
            NotificationKind.Rejected => $"{source}: a report is rejected",
            NotificationKind.Held => $"{source}: a report is held",
            NotificationKind.Incomplete => $"{source}: a report is incomplete",
            NotificationKind.Stale => $"{source}: a report is stale",
            NotificationKind.Overdue => $"{source}: a report is overdue",
            NotificationKind.PolicyUnreadable => "The policy cannot be read",
            NotificationKind.ExceptionEnding => "Exceptions are about to end",
            NotificationKind.ExceptionEnded => "Exceptions have ended",
            _ => $"Test of the channel {InertText.Of(notification.Channel)}",
        };
    }

    // In a mailbox, readers look for the source first, then for the severity.
    private static string SubjectOf(Notification notification, Severity? worst, string title) =>
        notification.Kind is NotificationKind.Digest && (worst is not null || Unassessed(notification.Content) is not null)
            ? $"{InertText.Of(notification.Source)}: {DigestOf(notification.Content, worst)}"
            : title;

    // What was not assessed comes first: without it, "nothing changed" would read as "all is well".
    private static string DigestOf(NotificationContent content, Severity? worst)
    {
        var unassessed = Unassessed(content);
        var counts = content.IsBaseline
            ? $"first report, {OpenFindings(content)}"
            : Changes(content.Figures) ?? (unassessed is null ? "nothing changed" : null);
        var findings = string.Join(", ", new[] { worst?.Name(), counts }.OfType<string>());
        var headline = content.Headline is { } text ? InertText.Of(text) : null;
        var parts = new[] { unassessed is null ? null : InertText.Of(unassessed.Headline), headline, findings };
        return string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string OpenFindings(NotificationContent content) =>
        Counted.Of(content.Figures?.Open.Values.Sum() ?? 0, "open finding");

    private static UnassessedChecks? Unassessed(NotificationContent content) =>
        content.Figures is { NotAssessed: > 0 } figures ? figures.Unassessed() : null;

    private static string? Changes(RouteFigures? figures) => figures is null ? null : Phrase.Counts(
        (figures.Opened, "opened"), (figures.Reopened, "reopened"), (figures.Raised, "raised"),
        (figures.ExceptionsEnded, figures.ExceptionsEnded == 1 ? "exception ended" : "exceptions ended"),
        (figures.Changes, figures.Changes == 1 ? "change" : "changes"), (figures.Lowered, "lowered"), (figures.Resolved, "resolved"));

    private static string AccountOf(NotificationContent content)
    {
        var item = content.Items[0];
        return $"{InertText.Of(ShortText.Of(item.Username, LongestNameInTitle))} ({InertText.Of(item.AccountId)})";
    }

    // The worst new item; where nothing is new, the worst open one.
    private static Severity? WorstOf(NotificationContent content)
    {
        var worst = content.Items.Where(item => item.Kind.IsNew()).Select(item => (Severity?)item.Severity).Max();
        return worst ?? content.Items.Where(item => !item.Kind.IsSettled()).Select(item => (Severity?)item.Severity).Max();
    }

    private static IEnumerable<string> ParagraphsOf(Notification notification)
    {
        var content = notification.Content;
        if (content.Headline is { } headline)
            yield return $"{InertText.Of(headline)}.";
        if (content.Reason is { } reason)
            yield return InertText.Of(reason);
        if (Unassessed(content) is { } unassessed)
        {
            yield return $"A check that could not be assessed is not passed. {unassessed.Remedy}";
            if (unassessed.Columns.Count > 0)
                yield return InertText.Of($"By column: {unassessed.ByColumn}.");
        }

        if (Explanation(notification) is { } explanation)
            yield return explanation;
        if (content.MoreInDigest > 0)
            yield return $"The limit of alerts leaves out {Counted.Of(content.MoreInDigest, "more account")} of this "
                + "report; its digest lists all of them.";
    }

    // What the kind of notification means for its readers, and what they can do.
    private static string? Explanation(Notification notification) => notification.Kind switch
    {
        NotificationKind.Digest when notification.Content.IsBaseline =>
            "This is the first report of the source, so everything in it is new. From now on, only changes are notified.",
        NotificationKind.Digest when notification.Content.Figures is { UnreadableRows: > 0 } =>
            "Rows that cannot be read are not assessed, and while there are any, no account counts as gone.",
        NotificationKind.Reminder => "These findings were notified before and are still open in the latest report.",
        NotificationKind.Rejected =>
            "Nothing of this upload is assessed or recorded. Export the report again and upload it unchanged, or correct what the "
            + "reason names.",
        NotificationKind.Held =>
            "Nothing of this report is recorded until you decide. If the report is right, accept it: run credfunctions accept, or "
            + "upload it again with the metadata accept=departures. If not, export the report again and upload the whole file.",
        NotificationKind.Incomplete =>
            "What was recorded of this report stays, but nothing is resolved and no account counts as gone. Upload it again, or wait "
            + "for the next report.",
        NotificationKind.Stale => "A later report was completed before this one, which is kept as history and changes nothing.",
        NotificationKind.Overdue => "Until a new report is uploaded, changes in this account go unnoticed.",
        NotificationKind.PolicyUnreadable =>
            "Reports are assessed under the last policy that could be read. Check the file with credfunctions policy check, and upload it "
            + "again.",
        NotificationKind.ExceptionEnding =>
            "After their last day the findings count as open again. Renew an exception in the policy, or fix the findings.",
        NotificationKind.ExceptionEnded => "The findings count as open again with the next report.",
        NotificationKind.Test => "This is a test: the finding below is a sample.",
        _ => null,
    };

    private static IEnumerable<(string Name, string Value)> FactsOf(Notification notification, DateTimeOffset now)
    {
        var content = notification.Content;
        if (notification.Kind is not (NotificationKind.PolicyUnreadable or NotificationKind.ExceptionEnding
            or NotificationKind.ExceptionEnded or NotificationKind.Test))
            yield return ("Source", InertText.Of(notification.Source));
        if (content.AsOf is { } asOf)
            yield return ("As of", Phrase.AsOf(asOf, now));
        if (content.ReportName is { } name)
            yield return ("File", InertText.Of(name));
        if (content.Owner is { } owner)
            yield return ("Owner", InertText.Of(owner));
        if (content.Figures is { } figures)
        {
            var excepted = figures.Suppressed > 0
                ? string.Create(CultureInfo.InvariantCulture, $", {figures.Suppressed:N0} of them under an exception")
                : "";
            var open = Counted.Of(figures.Open.Values.Sum(), "finding");
            yield return ("Open", $"{open} of {Counted.Of(figures.Accounts, "account")}{excepted}");
            yield return ("Read", $"{Counted.Of(figures.ReportAccounts, "account")}, "
                + $"{Counted.Of(figures.UnreadableRows, "unreadable row")}, "
                + $"{Counted.Of(figures.NotAssessed, "check")} not assessed");
        }

        if (content.Evidence is { } evidence)
            yield return ("Evidence", InertText.Of(evidence));
    }
}
