using System.Globalization;

using CredFunctions.Channels.Wording;
using CredFunctions.Findings;
using CredFunctions.Languages;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

using static CredFunctions.Channels.Samples.SampleContents;

namespace CredFunctions.Channels.Samples;

/// <summary>A notification of every kind, about invented accounts, for previews and tests.</summary>
public static class SampleNotifications
{
    internal const string ReportId = "d6266750f6281b2d3fabbd8926f961f3492050d70bb560f576e300e9a24f0c32";

    internal static EngineRecords Records { get; } = new("--state audit.db", AreInStorage: false);

    /// <summary>Every sample, with a name for its files.</summary>
    /// <param name="now">The time; the reports are two hours old.</param>
    public static IReadOnlyList<(string Name, Notification Notification)> All(DateTimeOffset now)
    {
        var asOf = ShownTime.In(now - TimeSpan.FromHours(2), ReportTime.DefaultOffset);
        return
        [
            ("digest", Of(NotificationKind.Digest, now, Digest(asOf))),
            ("digest-not-assessed", Of(NotificationKind.Digest, now, NotAssessed(asOf))),
            ("baseline", Of(NotificationKind.Digest, now, Baseline(asOf))),
            ("digest-mass", Of(NotificationKind.Digest, now, Mass(asOf))),
            ("digest-names", Of(NotificationKind.Digest, now, Names(asOf))),
            ("alert", Of(NotificationKind.Alert, now, Alert(asOf))),
            ("alerts", Of(NotificationKind.Alert, now, Alerts(asOf))),
            ("reminder", Of(NotificationKind.Reminder, now, Reminder(asOf))),
            ("rejected", Of(NotificationKind.Rejected, now, Report(
                asOf,
                "Line 57: A quoted field that begins in this row is still open at the end of the report, so the rest cannot be trusted. "
                    + "The file is cut off or damaged; download the report again."))),
            ("held", Of(NotificationKind.Held, now,
                Report(asOf, "148 of 512 known accounts are missing from it, 100000000004, 100000000009, 100000000017 among them."))),
            ("incomplete", Of(NotificationKind.Incomplete, now, Report(asOf, "After 4 hours 3 of 12 parts could not be recorded."))),
            ("stale", Of(NotificationKind.Stale, now, Report(asOf.AddDays(-9), reason: null))),
            ("overdue", Of(NotificationKind.Overdue, now,
                new NotificationContent { AsOf = now.AddDays(-9), Reason = "The last report is more than 192 hours old." })),
            ("policy-unreadable", Of(NotificationKind.PolicyUnreadable, now, new NotificationContent
            {
                Reason = "The first of 2 errors: $.routes[0].channels (line 14, column 19): is \"securty-chat\". Allowed: "
                    + "\"security-chat\".",
            })),
            ("exception-ending", Of(NotificationKind.ExceptionEnding, now, new NotificationContent
            {
                Reason = $"Last day: {now.AddDays(5):yyyy-MM-dd}.",
                Remarks = ["access-key-not-rotated of backup-agent, storage@example.com: The appliance takes a new key at its "
                    + "replacement in March only"],
            })),
            ("exception-ended", Of(NotificationKind.ExceptionEnded, now, new NotificationContent
            {
                Reason = $"Last day: {now.AddDays(-1):yyyy-MM-dd}.",
                Remarks = ["access-key-disabled-retained of 100000000010, key AKIDexam…EjZC, platform@example.com: Kept until the "
                    + "logs of the last quarter are read"],
            })),
            ("test", Test("security-chat", now)),
        ];
    }

    /// <summary>Every sample as a channel would receive it, as files.</summary>
    public static IEnumerable<(string FileName, byte[] Bytes)> Files(Channel channel, DateTimeOffset now) =>
        from sample in All(now)
        from language in Enum.GetValues<Language>()
        let name = language is Language.English ? sample.Name : $"{sample.Name}.{language.Tag()}"
        from file in ChannelKinds.Of(channel).Preview(channel, name, sample.Notification.In(language), now)
        select file;

    /// <summary>A notification that tests a channel. It is marked as a test and has a new id every time.</summary>
    public static Notification Test(string channel, DateTimeOffset now)
    {
        var item = Item(
            ItemKind.Opened, "access-key-leak-risk", 3, "sample-account", Severity.Critical, now, 0, Subject.Key1,
            "This is what a finding looks like.");
        return Of(NotificationKind.Test, now, With(new NotificationContent { AsOf = now }, [item]), channel);
    }

    private static Notification Of(NotificationKind kind, DateTimeOffset now, NotificationContent content, string channel = "sample")
    {
        var subject = $"{now.ToString("O", CultureInfo.InvariantCulture)}{content.IsBaseline}{content.ItemCount}";
        return new Notification
        {
            Id = Notification.IdOf("sample", kind, subject, channel),
            Kind = kind,
            Source = "sample",
            ReportId = content.AsOf is null ? null : ReportId,
            Run = content.AsOf is null ? null : 1,
            Channel = channel,
            Content = content,
            CreatedAt = now,
        };
    }
}
