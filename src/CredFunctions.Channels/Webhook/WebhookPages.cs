using System.Runtime.CompilerServices;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Webhook;

/// <summary>
/// The pages of a notification, which have all its items. They are made from the list in the evidence, which is read twice: how many
/// pages there are is on each of them.
/// </summary>
internal sealed class WebhookPages
{
    /// <summary>The most bytes of a page.</summary>
    public const int MaxBytes = 256 * 1024;

    private readonly Notification notification;
    private readonly NotificationText text;
    private readonly IEvidenceStore? evidence;

    private WebhookPages(Notification notification, NotificationText text, IEvidenceStore? evidence) =>
        (this.notification, this.text, this.evidence) = (notification, text, evidence);

    /// <summary>The bodies of the pages, in order.</summary>
    /// <param name="evidence">Where the list is; null where no evidence is kept.</param>
    public static IAsyncEnumerable<byte[]> ReadAsync(
        Notification notification, NotificationText text, IEvidenceStore? evidence, CancellationToken cancellationToken) =>
        new WebhookPages(notification, text, evidence).ReadAsync(cancellationToken);

    private async IAsyncEnumerable<byte[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = await CountAsync(cancellationToken);
        var items = new List<NotificationItem>();
        var page = 0;
        await foreach (var item in ItemsAsync(cancellationToken))
        {
            items.Add(item);
            if (items.Count < pages[page])
                continue;
            yield return WebhookBody.Of(notification, text, items, page + 1, pages.Count);
            items.Clear();
            if (++page == pages.Count)
                yield break;
        }

        // No item, or a list that has become shorter.
        if (page < pages.Count)
            yield return WebhookBody.Of(notification, text, items, page + 1, pages.Count);
    }

    // How many items each page has.
    private async Task<List<int>> CountAsync(CancellationToken cancellationToken)
    {
        var room = MaxBytes - WebhookBody.Of(notification, text, [], int.MaxValue, int.MaxValue).Length - TextLength();
        var pages = new List<int> { 0 };
        var left = room;
        await foreach (var item in ItemsAsync(cancellationToken))
        {
            var length = ItemLines.LengthOf(item);
            if (length > left && pages[^1] > 0)
            {
                pages.Add(0);
                left = room;
            }

            pages[^1]++;
            left -= length;
        }

        return pages;
    }

    // Only the first page has the text, but every page leaves room for it.
    private int TextLength() =>
        WebhookBody.Of(notification, text, [], 1, 1).Length - WebhookBody.Of(notification, text, [], 2, 1).Length;

    private async IAsyncEnumerable<NotificationItem> ItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var list = await OpenAsync(cancellationToken);
        if (list is null)
        {
            foreach (var item in notification.Content.Items)
                yield return item;
            yield break;
        }

        await foreach (var item in ItemLines.ReadAsync(list, cancellationToken))
            yield return item;
    }

    // Without its list, a notification is sent with the items that it names.
    private async Task<Stream?> OpenAsync(CancellationToken cancellationToken)
    {
        if (evidence is null || notification.Attachment is not { } name)
            return null;
        try
        {
            return await evidence.OpenAsync(name, cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
