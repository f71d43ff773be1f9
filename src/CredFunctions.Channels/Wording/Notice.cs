using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>What a kind of notification means for its readers, and what they can do.</summary>
internal static class Notice
{
    public static IEnumerable<string> Of(Notification notification)
    {
        var content = notification.Content;
        return notification.Kind switch
        {
            NotificationKind.Digest when content.IsBaseline =>
                ["This is the first report of the source, so everything in it is new. From now on only what changes is told."],
            NotificationKind.Digest when content.Figures is { UnreadableRows: > 0 } =>
                ["Rows that cannot be read are not assessed, and no account counts as gone while there are any."],
            NotificationKind.Reminder => ["These findings were told before and are still open in the latest report."],
            NotificationKind.Rejected =>
            [
                "Nothing of this upload is assessed or recorded. Export the report again and upload it unchanged, " +
                "or put right what the reason names.",
            ],
            NotificationKind.Held =>
            [
                "Nothing of this report is recorded until somebody decides. If it is right all the same, accept it: " +
                "credfunctions accept, or upload it again with the metadata accept=departures. " +
                "If not, export the report again and upload the whole file.",
            ],
            NotificationKind.Incomplete =>
                ["What was recorded of this report stays, but it resolves nothing and nobody counts as gone. Upload it again, or wait for the next report."],
            NotificationKind.Stale => ["A later report was completed before it. It is kept as history and changes nothing."],
            NotificationKind.Overdue => ["Until a new report is uploaded, nobody learns what has changed in this account."],
            NotificationKind.PolicyUnreadable =>
                ["Reports are judged by the last policy that could be read. Check the file with credfunctions policy check, and upload it again."],
            NotificationKind.ExceptionEnding =>
                ["After their last day the findings count as open again. Renew an exception in the policy, or put the matter right."],
            NotificationKind.ExceptionEnded => ["The findings count as open again with the next report."],
            NotificationKind.Test => ["This is a sample: somebody wanted to see it arrive. Nothing has happened."],
            _ => [],
        };
    }
}
