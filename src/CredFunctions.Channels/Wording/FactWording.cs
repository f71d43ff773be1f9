using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>The facts of a notification, each with a name.</summary>
internal static class FactWording
{
    public static IEnumerable<(string Name, string Value)> Of(Notification notification, DateTimeOffset now)
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
            yield return ("Open", OpenOf(figures));
            yield return ("Read", $"{Counted.Of(figures.ReportAccounts, "account")}, "
                + $"{Counted.Of(figures.UnreadableRows, "unreadable row")}, "
                + $"{Counted.Of(figures.NotAssessed, "check")} not assessed");
        }
    }

    private static string OpenOf(RouteFigures figures)
    {
        var all = figures.Open.Values.Sum();
        var whole = $"{Counted.Of(all, "finding")} of {Counted.Of(figures.Accounts, "account")}";
        var parts = Phrase.Counts(
            (all - figures.StillOpen - figures.Suppressed, "new or worse"), (figures.StillOpen, "open before"),
            (figures.Suppressed, "under an exception"));
        return parts is null ? whole : $"{whole}: {parts}";
    }
}
