using System.Buffers;
using System.Text;

using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Planning;

/// <summary>
/// All items of a notification as CSV beside the evidence; written only where the notification cannot name all of them. The
/// accounts come in the order of the store: to rank them all, all would have to be held.
/// </summary>
internal sealed class ItemList(string file)
{
    private const int SendAt = 64 * 1024;

    private readonly ArrayBufferWriter<byte> pending = new();
    private long count;
    private Stream? content;

    /// <summary>The file's name; null where the notification names everything.</summary>
    public string? File => IsMore ? file : null;

    /// <summary>Whether so much is pending that it should be sent on.</summary>
    public bool IsFull => IsMore && pending.WrittenCount >= SendAt;

    private bool IsMore => count > NotificationContent.MaxItems;

    public void Add(NotificationItem item)
    {
        // A spreadsheet takes a file without the mark for the code page of its country.
        if (count++ == 0)
            Write("\uFEFF" + ItemsCsv.Header);
        Write(ItemsCsv.Line(item));
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
