using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>The title: in a mailbox, readers look for the source first, then for the severity and what is new.</summary>
internal static class TitleWording
{
    private const int LongestName = 40;

    /// <param name="groups">What the notification is about.</param>
    /// <param name="worst">The worst severity of what is new.</param>
    public static string Of(Notification notification, List<(ItemGroup Of, GroupText Text)> groups, Severity? worst)
    {
        var source = InertText.Of(notification.Source);
        var content = notification.Content;
        return notification.Kind switch
        {
            NotificationKind.Digest => $"{source}: {DigestOf(content, groups, worst)}",
            NotificationKind.Alert => $"{source}: {AlertOf(content, groups, worst)}",
            NotificationKind.Reminder => $"{source}: {StillOpen(content.ItemCount, worst)}",
            NotificationKind.Rejected => $"{source}: a report is rejected",
            NotificationKind.Held => $"{source}: a report is held",
            NotificationKind.Incomplete => $"{source}: a report is incomplete",
            NotificationKind.Stale => $"{source}: a report is stale",
            NotificationKind.Overdue => $"{source}: a report is overdue",
            NotificationKind.PolicyUnreadable => "The policy cannot be read",
            NotificationKind.ExceptionEnding =>
                content.Remarks.Count == 1 ? "An exception is about to end" : "Exceptions are about to end",
            NotificationKind.ExceptionEnded => content.Remarks.Count == 1 ? "An exception has ended" : "Exceptions have ended",
            _ => $"Test of the channel {InertText.Of(notification.Channel)}",
        };
    }

    // What was not assessed comes first: without it, "nothing changed" would read as "all is well".
    private static string DigestOf(NotificationContent content, List<(ItemGroup Of, GroupText Text)> groups, Severity? worst)
    {
        var unassessed = content.Unassessed();
        var counts = content.IsBaseline
            ? $"first report, {Counted.Of(content.Figures?.Open.Values.Sum() ?? 0, "open finding")}"
            : Changes(content.Figures) ?? Excepted(groups) ?? (unassessed is null ? "nothing changed" : null);
        var findings = string.Join(", ", new[] { worst?.Name(), counts }.OfType<string>());
        if (content is { ItemCount: 1, IsBaseline: false } && counts is not null && OnlyOne(groups) is { } only)
            findings = $"{findings}: {only}";
        string?[] parts =
        [
            unassessed is null ? null : InertText.Of(unassessed.Headline),
            content.Headline is { } headline ? InertText.Of(headline) : null,
            findings,
        ];
        return string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string AlertOf(NotificationContent content, List<(ItemGroup Of, GroupText Text)> groups, Severity? worst)
    {
        var severity = (worst ?? Severity.Critical).Name();
        if (content.AccountCount > 1)
            return groups.Count == 1
                ? $"{severity}, {Counted.Of(content.AccountCount, "account")}: {groups[0].Text.Title}"
                : $"{severity}, {Counted.Of(content.AccountCount, "account")}";
        var more = content.ItemCount > 1 ? $", and {Counted.Number(content.ItemCount - 1)} more" : "";
        return $"{severity}, {OnlyOne(groups)}{more}";
    }

    private static string StillOpen(long count, Severity? worst) =>
        string.Join(", ", new[] { worst?.Name(), $"{Counted.Of(count, "finding")} still open" }.OfType<string>());

    private static string? Changes(RouteFigures? figures) => figures is null ? null : Phrase.Counts(
        (figures.Opened, "opened"), (figures.Reopened, "reopened"), (figures.Raised, "raised"),
        (figures.ExceptionsEnded, figures.ExceptionsEnded == 1 ? "exception ended" : "exceptions ended"),
        (figures.Changes, figures.Changes == 1 ? "change" : "changes"), (figures.Lowered, "lowered"), (figures.Resolved, "resolved"));

    private static string? Excepted(List<(ItemGroup Of, GroupText Text)> groups) => Phrase.Counts(
        (groups.Where(group => group.Of.Kind is ItemKind.Excepted).Sum(group => group.Of.Count), "new under an exception"));

    private static string? OnlyOne(List<(ItemGroup Of, GroupText Text)> groups) =>
        groups.FirstOrDefault().Text is { Items: [var item, ..] } group
            ? $"{group.Title}, {ShortText.Of(item.Username, LongestName)} ({item.AccountId})"
            : null;
}
