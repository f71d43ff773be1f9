using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Channels.Wording;

/// <summary>What the attachment of a mail has, and where the rest is.</summary>
internal static class AttachmentWording
{
    /// <summary>Null where the mail names all items, and nothing else was open.</summary>
    /// <param name="isWhole">Whether the whole list is attached.</param>
    /// <param name="limit">The megabytes that a mail carries, where the list is larger; null where it is not.</param>
    /// <param name="isMissing">Whether it could not be read.</param>
    public static string? Of(Notification notification, bool isWhole, int? limit, bool isMissing)
    {
        var content = notification.Content;
        if (isWhole)
            return content.Figures is { StillOpen: > 0 } or { Suppressed: > 0 }
                ? "The attachment has every finding and change, and what was open before, account by account."
                : $"All {Counted.Number(content.ItemCount)} findings and changes are in the attachment, account by account.";
        if (content.Items.Count == 0 || (content.ItemCount <= content.Items.Count && notification.Attachment is null))
            return null;

        var most = $"The attachment has the {Counted.Number(content.Items.Count)} most urgent of "
            + $"{Counted.Of(content.ItemCount, "finding and change", "findings and changes")}.";
        var attached = content.ItemCount > content.Items.Count ? most : "The attachment does not have what was open before.";
        return $"{attached} {WhereAllAre(notification, limit, isMissing)}";
    }

    private static string WhereAllAre(Notification notification, int? limit, bool isMissing)
    {
        if (notification.Kind is NotificationKind.Alert)
            return "The digest has all of them.";
        if (!notification.Content.HasEvidence)
            return "No evidence of this report is kept: with --out DIR, credfunctions scan writes every finding to findings.csv; "
                + "credfunctions show ACCOUNT shows those of one account.";
        if (notification.Attachment is not { } name || !(limit is not null || isMissing))
            return $"The evidence has every finding, in {EvidenceName.FindingsTable}.";

        var file = name[(name.LastIndexOf('/') + 1)..];
        return limit is not null
            ? $"The whole list is larger than the {limit} MB that a mail carries; the evidence has it in {file}."
            : $"The evidence has the whole list in {file}, which could not be read from where this mail was sent.";
    }
}
