using CredFunctions.Findings;
using CredFunctions.Notifications;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Wording;

/// <summary>Puts a notification into words: the same ones in every channel.</summary>
public static class Letters
{
    private const int HeadlinedName = 40;

    /// <param name="notification">What is told.</param>
    /// <param name="now">The time, for the age of the report.</param>
    public static Letter Of(Notification notification, DateTimeOffset now)
    {
        var content = notification.Content;
        var items = content.Items.Select(item => LetterItems.Of(item, content.AsOf)).ToList();
        var worst = WorstOf(content);
        var title = TitleOf(notification);
        return new Letter
        {
            Title = title,
            Subject = $"[CredFunctions] {SubjectOf(notification, worst, title)}",
            Worst = worst,
            IsTrouble = BlindSpots(content) is not null || IsTrouble(notification.Kind),
            Paragraphs =
            [
                .. Headline(content), .. content.Reason is { } reason ? [InertText.Of(reason)] : Array.Empty<string>(),
                .. NotAssessed(content), .. Notice.Of(notification), .. Beyond(notification),
            ],
            Facts = [.. FactsOf(notification, now)],
            Open = content.Figures is { } figures
                ? [.. Enum.GetValues<Severity>().OrderDescending()
                    .Select(severity => new LetterCount(severity, figures.Open.GetValueOrDefault(severity.Name())))] : [],
            Items = items,
            More = Math.Max(0, content.ItemCount - items.Count),
            Remarks = [.. content.Remarks.Select(InertText.Of), .. content.Figures is null ? [] : RuleCatalogue.NotCovered],
        };
    }

    private static bool IsTrouble(NotificationKind kind) =>
        kind is not (NotificationKind.Digest or NotificationKind.Alert or NotificationKind.Reminder
        or NotificationKind.Test or NotificationKind.Stale or NotificationKind.ExceptionEnding);

    private static string TitleOf(Notification notification)
    {
        var source = InertText.Of(notification.Source);
        var content = notification.Content;
        return notification.Kind switch
        {
            NotificationKind.Digest when BlindSpots(content) is null
                && content is { IsBaseline: true, Headline: null } => $"First report of {source}: {OpenFindings(content)}",
            NotificationKind.Digest => $"{source}: {DigestOf(content, worst: null)}",
            NotificationKind.Alert => $"{source}: {content.Items.Max(item => item.Severity).Name()}, {AccountOf(content)}",
            NotificationKind.Reminder => $"{source}: {Counted.Of(content.ItemCount, "finding", "findings")} still open",
            NotificationKind.Rejected => $"{source}: a report is rejected",
            NotificationKind.Held => $"{source}: a report is held",
            NotificationKind.Incomplete => $"{source}: a report is incomplete",
            NotificationKind.Stale => $"{source}: a report came too late",
            NotificationKind.Overdue => $"{source}: a report is overdue",
            NotificationKind.PolicyUnreadable => "The policy cannot be read",
            NotificationKind.ExceptionEnding => "Exceptions are about to end",
            NotificationKind.ExceptionEnded => "Exceptions have ended",
            _ => $"Test of the channel {InertText.Of(notification.Channel)}",
        };
    }

    // A mailbox is sorted by eye: source first, then how bad it is.
    private static string SubjectOf(Notification notification, Severity? worst, string title) =>
        notification.Kind is NotificationKind.Digest && (worst is not null || BlindSpots(notification.Content) is not null)
            ? $"{InertText.Of(notification.Source)}: {DigestOf(notification.Content, worst)}"
            : title;

    // What was not assessed comes first: beside it, "nothing changed" would be read as "all is well".
    private static string DigestOf(NotificationContent content, Severity? worst)
    {
        var blind = BlindSpots(content);
        var counts = content.IsBaseline
            ? $"first report, {OpenFindings(content)}"
            : Changes(content.Figures) ?? (blind is null ? "nothing changed" : null);
        var findings = string.Join(", ", new[] { worst?.Name(), counts }.OfType<string>());
        var headline = content.Headline is { } text ? InertText.Of(text) : null;
        var parts = new[] { blind is null ? null : InertText.Of(blind.Headline), headline, findings };
        return string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string OpenFindings(NotificationContent content) =>
        Counted.Of(content.Figures?.Open.Values.Sum() ?? 0, "open finding", "open findings");

    private static UnassessedChecks? BlindSpots(NotificationContent content) =>
        content.Figures is { NotAssessed: > 0 } figures ? figures.Unassessed() : null;

    private static string? Changes(RouteFigures? figures) => figures is null ? null : Counted.List(
        (figures.Opened, "new"), (figures.Reopened, "reopened"), (figures.Raised, "raised"),
            (figures.ExceptionsEnded, figures.ExceptionsEnded == 1 ? "exception expired" : "exceptions expired"),
        (figures.Changes, figures.Changes == 1 ? "change" : "changes"), (figures.Lowered, "lowered"), (figures.Resolved, "resolved"));

    private static string AccountOf(NotificationContent content)
    {
        var item = content.Items[0];
        return $"{InertText.Of(ShortText.Of(item.Username, HeadlinedName))} ({InertText.Of(item.AccountId)})";
    }

    // What is worst of what is new; of what is open, where nothing is.
    private static Severity? WorstOf(NotificationContent content)
    {
        var news = content.Items.Where(item => item.Kind.IsNew()).Select(item => (Severity?)item.Severity).Max();
        return news ?? content.Items.Where(item => !item.Kind.IsSettled()).Select(item => (Severity?)item.Severity).Max();
    }

    private static IEnumerable<string> NotAssessed(NotificationContent content)
    {
        if (BlindSpots(content) is not { } blind)
            yield break;
        yield return $"A check that could not be assessed is not passed. {blind.Remedy}";
        if (blind.Columns.Count > 0)
            yield return InertText.Of($"By column: {blind.ByColumn}.");
    }

    private static IEnumerable<string> Headline(NotificationContent content)
    {
        if (content.Headline is { } headline)
            yield return $"{InertText.Of(headline)}.";
    }

    private static IEnumerable<string> Beyond(Notification notification)
    {
        if (notification.Content.MoreInDigest > 0)
            yield return $"{Counted.Of(notification.Content.MoreInDigest, "more account", "more accounts")} would have been told at once; the digest of this report names them.";
    }

    private static IEnumerable<LetterFact> FactsOf(Notification notification, DateTimeOffset now)
    {
        var content = notification.Content;
        if (notification.Kind is not (
            NotificationKind.PolicyUnreadable or NotificationKind.ExceptionEnding or NotificationKind.ExceptionEnded or NotificationKind.Test))
            yield return new LetterFact("Source", InertText.Of(notification.Source));
        if (content.AsOf is { } asOf)
            yield return new LetterFact("As of", ReportInstant.Of(asOf, now));
        if (content.ReportName is { } name)
            yield return new LetterFact("File", InertText.Of(name));
        if (content.Owner is { } owner)
            yield return new LetterFact("Owner", InertText.Of(owner));
        if (content.Figures is { } figures)
        {
            yield return new LetterFact(
                "Open", $"{Counted.Of(figures.Open.Values.Sum(), "finding", "findings")} of {Counted.Of(figures.Accounts, "account", "accounts")}{(figures.Suppressed > 0 ? $", {figures.Suppressed:N0} of them under an exception" : "")}");
            yield return new LetterFact(
                "Read", $"{Counted.Of(figures.ReportAccounts, "account", "accounts")}, {Counted.Of(figures.UnreadableRows, "unreadable row", "unreadable rows")}, {Counted.Of(figures.NotAssessed, "check", "checks")} not assessed");
        }

        if (content.Evidence is { } evidence)
            yield return new LetterFact("Evidence", InertText.Of(evidence));
    }
}
