using CredFunctions.Findings;
using CredFunctions.Languages;
using CredFunctions.Notifications;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Wording;

/// <summary>Puts a notification into words, the same in every channel.</summary>
public static class NotificationWording
{
    private const int LongestSummary = 200;

    /// <param name="now">The time, for the age of the report.</param>
    /// <param name="records">Where the engine keeps its records; null where no command can name them.</param>
    public static NotificationText Of(Notification notification, DateTimeOffset now, EngineRecords? records = null)
    {
        var content = notification.Content;
        var groups = GroupsOf(content);
        var worst = groups.Where(group => group.Of.Kind.IsNew() || group.Of.Kind is ItemKind.StillOpen)
            .Select(group => (Severity?)group.Of.Severity).Max();
        var title = TitleWording.Of(notification, groups, worst);
        var text = new NotificationText
        {
            Title = title,
            Summary = SummaryOf(content, title, groups),
            Worst = worst,
            IsTrouble = content.Unassessed() is not null || IsTrouble(notification.Kind),
            Paragraphs = [.. ParagraphsOf(notification, records)],
            Facts = [.. FactWording.Of(notification, now)],
            Open = content.Figures is { } figures
                ? [.. Severities.WorstFirst.Select(each => (each, figures.Open.GetValueOrDefault(each.Name())))]
                : [],
            Sections = [.. SectionsOf(content, groups)],
            More = Math.Max(0, content.ItemCount - groups.Sum(group => group.Text.Count))
                + groups.Where(group => !group.Of.IsAlerted).Sum(group => group.Text.Count - group.Text.Shown),
            Remedies = RemediesOf(groups),
            Actions = [.. ActionsOf(notification, records)],
            Remarks =
            [
                .. DueIn(content), .. content.Remarks.Select(InertText.Of), .. content.Figures is null ? [] : RuleCatalogue.NotCovered,
            ],
        }.In(Translation.To(LanguageTag.Parse(content.Language) ?? Language.English));

        // After the translation, which knows the whole sentences, without the option.
        return text with
        {
            Summary = ShortText.Of(text.Summary, LongestSummary),
            Paragraphs = [.. text.Paragraphs.Select(each => Commands.Complete(each, records))],
            Remarks = [.. text.Remarks.Select(each => Commands.Complete(each, records))],
        };
    }

    private static IEnumerable<string> DueIn(NotificationContent content)
    {
        if (content.Figures?.Due is { } due)
        {
            string?[] what =
            [
                due.Keys == 0 ? null : Counted.Of(due.Keys, "access key"),
                due.Accounts == 0 ? null : Counted.Of(due.Accounts, "account"),
            ];
            yield return $"Due in the next {Counted.Of(due.Days, "day")}: {string.Join(" and ", what.OfType<string>())}, "
                + $"the first on {Day(due.First)}.";
        }

        if (content.Figures?.AutoDisable is not { } disabled)
            yield break;
        if (disabled.Overdue > 0)
            yield return $"Tencent Cloud may disable {Counted.Of(disabled.Overdue, "access key")} at any time: not used for "
                + $"{Counted.Of(DueCheck.AutoDisableDays, "day")}.";
        if (disabled.Keys > disabled.Overdue)
            yield return $"Tencent Cloud disables {Counted.Of(disabled.Keys - disabled.Overdue, "access key")} in the next "
                + $"{Counted.Of(disabled.Days, "day")} unless used, the first on {Day(disabled.First)}.";

        string Day(DateTimeOffset? time) => ShownTime.Of(time ?? default, content.AsOf?.Offset ?? TimeSpan.Zero)[..10];
    }

    private static bool IsTrouble(NotificationKind kind) => kind
        is not (NotificationKind.Digest or NotificationKind.Alert or NotificationKind.Reminder
            or NotificationKind.Test or NotificationKind.Stale or NotificationKind.ExceptionEnding);

    private static List<(ItemGroup Of, GroupText Text)> GroupsOf(NotificationContent content) =>
    [
        .. (content.Groups.Count > 0 ? content.Groups : ItemGroup.Of(content.Items)).Select(group => (group, new GroupText
        {
            Kind = group.Kind,
            Severity = group.Severity,
            Title = Titles.Of(group.Rule, group.Change, group.Resolves),
            Count = group.Count,
            Accounts = group.Accounts,
            Items = [.. content.Items.Where(group.Has).Select(item => ItemText.Of(item, content.AsOf))],
        })),
    ];

    private static string SummaryOf(NotificationContent content, string title, List<(ItemGroup Of, GroupText Text)> groups)
    {
        if (content.Reason is { } reason)
            return $"{title}. {InertText.Of(reason)}";
        var first = groups.FirstOrDefault().Text;
        return first is null || first.Items.Count == 0 || content.AccountCount == 1 ? title : $"{title}. {first.Title}: {first.Names(1)}";
    }

    private static IEnumerable<SectionText> SectionsOf(NotificationContent content, List<(ItemGroup Of, GroupText Text)> groups)
    {
        var isOpen = groups.Where(group => group.Of is { IsAlerted: false, Kind: ItemKind.StillOpen }).Select(group => group.Text).ToList();
        var isNew = groups.Where(group => !group.Of.IsAlerted && group.Of.Kind.IsNew()).Select(group => group.Text).ToList();
        var settled = groups.Where(group => !group.Of.IsAlerted && group.Of.Kind.IsSettled()).Select(group => group.Text).ToList();
        if (isOpen.Count > 0)
            yield return new SectionText { Heading = Headings.StillOpen, Groups = isOpen };
        if (isNew.Count > 0)
            yield return new SectionText { Heading = content.IsBaseline ? Headings.OpenFindings : Headings.NewAndWorse, Groups = isNew };
        if (groups.Exists(group => group.Of.IsAlerted))
        {
            var lines = content.Items.Where(item => item.IsAlerted).GroupBy(item => item.AccountId, StringComparer.Ordinal)
                .Select(LineOf).ToList();
            yield return new SectionText
            {
                Heading = Headings.Alerted,
                Lines = lines,
                MoreLines = Math.Max(0, (content.Figures?.AlertedAccounts ?? 0) - lines.Count),
            };
        }

        if (settled.Count > 0)
            yield return new SectionText { Heading = Headings.Settled, Groups = settled };
    }

    private static LineText LineOf(IEnumerable<NotificationItem> ofAccount)
    {
        var items = ofAccount.Select(item => ItemText.Of(item, asOf: null)).ToList();
        var name = Phrase.NameOf(items[0].Username, items[0].AccountId, "");
        var titles = items.Select(item => item.Title).Distinct(StringComparer.Ordinal);
        var worst = items.Max(item => item.Severity);
        return new LineText(worst, worst.Name(), $"{name}: {string.Join("; ", titles)}");
    }

    // What was alerted has its remedy in the alert.
    private static List<RemedyText> RemediesOf(List<(ItemGroup Of, GroupText Text)> groups)
    {
        var toDo = groups.Where(group => !group.Of.Kind.IsSettled()).ToList();
        var own = toDo.Where(group => !group.Of.IsAlerted).ToList();
        return [.. (own.Count > 0 ? own : toDo).OrderByDescending(group => group.Of.Severity)
            .Select(group => Titles.RemedyOf(group.Of)).OfType<RemedyText>().Distinct()];
    }

    private static IEnumerable<ActionText> ActionsOf(Notification notification, EngineRecords? records)
    {
        var content = notification.Content;
        if (notification.Kind is NotificationKind.Held && notification.ReportId is { } id && records is not null)
            yield return new ActionText("Accept the report", Url: null, Commands.Accept(id, records));
        if (content.ConsoleUrl is { } console && content.Items.Count > 0)
            yield return new ActionText("Open CAM console", console, Command: null);
        if (content.EvidenceUrl is { } evidence)
            yield return new ActionText("Open evidence", evidence, Command: null);
    }

    private static IEnumerable<string> ParagraphsOf(Notification notification, EngineRecords? records)
    {
        var content = notification.Content;
        if (content.Headline is { } headline)
            yield return $"{InertText.Of(headline)}.";
        if (content.Reason is { } reason)
            yield return InertText.Of(reason);
        if (content.Unassessed() is { } unassessed)
        {
            yield return $"A check that could not be assessed is not passed. {unassessed.Remedy}";
            if (unassessed.Columns.Count > 0)
                yield return InertText.Of($"By column: {unassessed.ByColumn}.");
        }

        if (Explanation(notification, records) is { } explanation)
            yield return explanation;
        if (notification.Kind is NotificationKind.Alert && content.ItemCount > content.Items.Count)
            yield return "The digest of this report lists all of them.";
    }

    // What the kind of notification means for its readers, and what they can do.
    private static string? Explanation(Notification notification, EngineRecords? records) => notification.Kind switch
    {
        NotificationKind.Digest when notification.Content.IsBaseline =>
            "This is the first report of the source, so everything in it is new. From now on, only changes are notified.",
        NotificationKind.Digest when notification.Content.Figures is { UnreadableRows: > 0 } =>
            "Rows that cannot be read are not assessed, and while there are any, no account counts as gone.",
        NotificationKind.Reminder => "These findings were notified before and are still open in the latest report.",
        NotificationKind.Rejected =>
            "Nothing of this upload is assessed or recorded. Export the report again and upload it unchanged, or correct what the "
            + "reason names.",
        NotificationKind.Held => HeldUntilAccepted(records),
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

    private static string HeldUntilAccepted(EngineRecords? records) => records switch
    {
        null =>
            "Nothing of this report is recorded until you decide. If the report is right, accept it with credfunctions accept. If not, "
            + "export the report again and upload the whole file.",
        { AreInStorage: true } =>
            "Nothing of this report is recorded until you decide. If the report is right, accept it with the command below, or upload it "
            + "again with the metadata accept=departures. If not, export the report again and upload the whole file.",
        _ =>
            "Nothing of this report is recorded until you decide. If the report is right, accept it with the command below. If not, export "
            + "the report again and put the whole file into the inbox.",
    };
}

/// <summary>What could not be assessed leads a notification.</summary>
internal static class UnassessedContent
{
    public static UnassessedChecks? Unassessed(this NotificationContent content) =>
        content.Figures is { NotAssessed: > 0 } figures ? figures.Unassessed() : null;
}
