using System.Buffers;
using System.Text;

using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Planning;

/// <summary>
/// All items of a notification as a file beside the evidence; written only where the notification cannot name all of them. The
/// accounts come in the order of the store: to rank them all, all would have to be held.
/// </summary>
internal sealed class ItemList(string file, ListFormat format)
{
    private const int SendAt = 64 * 1024;

    private readonly ArrayBufferWriter<byte> pending = new();
    private long named;
    private bool hasUnnamed;
    private Stream? content;

    /// <summary>The file's name; null where the notification names everything.</summary>
    public string? File => IsMore ? file : null;

    /// <summary>Whether so much is pending that it should be sent on.</summary>
    public bool IsFull => IsMore && pending.WrittenCount >= SendAt;

    private bool IsMore => hasUnnamed || named > NotificationContent.MaxItems;

    /// <param name="isNamed">Whether the notification names the item while there is room.</param>
    public void Add(NotificationItem item, bool isNamed)
    {
        // A spreadsheet takes a file without the mark for the code page of its country.
        if (format is ListFormat.Table && named == 0 && !hasUnnamed)
            Write("\uFEFF" + ItemsCsv.Header);
        named += isNamed ? 1 : 0;
        hasUnnamed |= !isNamed;
        if (format is ListFormat.Table)
            Write(ItemsCsv.Line(item));
        else
            ItemLines.Write(item, pending);
    }

    /// <summary>Sends on what is pending, if there is more of it than the notification names.</summary>
    public async ValueTask SendAsync(IEvidenceWriter evidence, CancellationToken cancellationToken)
    {
        if (!IsMore)
            return;

        content ??= await evidence.OpenAsync(file, cancellationToken);
        await content.WriteAsync(pending.WrittenMemory, cancellationToken);
        pending.ResetWrittenCount();
    }

    private void Write(string text) =>
        pending.Advance(Encoding.UTF8.GetBytes(text, pending.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}
