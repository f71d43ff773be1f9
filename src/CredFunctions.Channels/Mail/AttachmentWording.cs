using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Channels.Mail;

/// <summary>What the attachment of a mail has, and where the rest is.</summary>
internal static class AttachmentWording
{
    /// <summary>Null where the mail names all items, and nothing else was open.</summary>
    /// <param name="list">The whole list; null where there is none.</param>
    public static string? Of(Notification notification, WholeList? list)
    {
        var content = notification.Content;
        if (list?.Content is not null)
            return content.Figures is { StillOpen: > 0 } or { Suppressed: > 0 }
                ? "The attachment has every finding and change, and what was open before, account by account."
                : $"All {Counted.Number(content.ItemCount)} findings and changes are in the attachment, account by account.";
        if (content.Items.Count == 0 || (content.ItemCount <= content.Items.Count && notification.Attachment is null))
            return null;

        var most = $"The attachment has the {Counted.Number(content.Items.Count)} most urgent of "
            + $"{Counted.Of(content.ItemCount, "finding and change", "findings and changes")}.";
        var attached = content.ItemCount > content.Items.Count ? most : "The attachment does not have what was open before.";
        return $"{attached} {WhereAllAre(notification, list)}";
    }

    private static string WhereAllAre(Notification notification, WholeList? list)
    {
        if (notification.Kind is NotificationKind.Alert)
            return "The digest has all of them.";
        if (!notification.Content.HasEvidence)
            return "No evidence of this report is kept: with --out DIR, credfunctions scan writes every finding to findings.csv; "
                + "credfunctions show ACCOUNT shows those of one account.";
        if (notification.Attachment is not { } name || list is null)
            return $"The evidence has every finding, in {EvidenceName.FindingsTable}.";

        var file = name[(name.LastIndexOf('/') + 1)..];
        return ReferenceEquals(list, WholeList.TooLarge)
            ? $"The whole list is larger than the {WholeList.MaxBytes / (1024 * 1024)} MB that a mail carries; "
                + $"the evidence has it in {file}."
            : $"The evidence has the whole list in {file}, which could not be read from where this mail was sent.";
    }
}
