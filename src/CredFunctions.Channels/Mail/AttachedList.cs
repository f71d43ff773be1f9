using System.Globalization;

using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Channels.Mail;

/// <summary>Says what the attachment holds where a notification cannot name everything, and where the rest is.</summary>
internal static class AttachedList
{
    /// <summary>A sentence or two; null where the notification names everything.</summary>
    public static string? Sentence(Notification notification, NotificationList? list)
    {
        var content = notification.Content;
        if (content.Items.Count == 0 || content.ItemCount <= content.Items.Count)
            return null;
        return list?.Content is not null
            ? string.Create(CultureInfo.InvariantCulture,
                $"All {content.ItemCount:N0} findings and changes are in the attachment, account by account.")
            : string.Create(CultureInfo.InvariantCulture,
                $"The attachment holds the most urgent {content.Items.Count:N0} of {content.ItemCount:N0} findings and changes. {WhereAllAre(notification, list)}");
    }

    private static string WhereAllAre(Notification notification, NotificationList? list)
    {
        if (notification.Content.Evidence is null)
        {
            return "No evidence of this report is kept: with --out DIR, credfunctions scan writes every finding to findings.csv; " +
                   "credfunctions show ACCOUNT shows those of one account.";
        }

        if (notification.Attachment is not { } name || list is null)
            return $"The evidence has every finding, in {EvidenceName.FindingsTable}.";

        var file = name[(name.LastIndexOf('/') + 1)..];
        return ReferenceEquals(list, NotificationList.TooLarge)
            ? $"All of them are more than the {NotificationLists.MaxBytes / (1024 * 1024)} MB that a mail carries; the evidence has them in {file}."
            : $"The evidence has them in {file}, which could not be read from where this mail was sent.";
    }
}
