using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Planning;

/// <summary>The files of one route in the evidence, with all items: tables for mail, lines of JSON for webhooks.</summary>
internal sealed class RouteLists
{
    private readonly ItemList? digestTable;
    private readonly ItemList? digestLines;
    private readonly ItemList? reminderTable;
    private readonly ItemList? reminderLines;

    /// <param name="number">The route's place in the policy, from 0.</param>
    public RouteLists(Route route, int number, PolicySettings policy, bool hasEvidence)
    {
        if (hasEvidence && route.Channels.Any(channel => policy.Carries(channel, ListFormat.Table)))
        {
            digestTable = new ItemList(EvidenceName.Digest(number, ListFormat.Table), ListFormat.Table);
            reminderTable = new ItemList(EvidenceName.Reminder(number, ListFormat.Table), ListFormat.Table);
        }

        if (hasEvidence && route.Channels.Any(channel => policy.Carries(channel, ListFormat.Lines)))
        {
            digestLines = new ItemList(EvidenceName.Digest(number, ListFormat.Lines), ListFormat.Lines);
            reminderLines = new ItemList(EvidenceName.Reminder(number, ListFormat.Lines), ListFormat.Lines);
        }
    }

    public bool HasTables => digestTable is not null;

    public IEnumerable<ItemList> All =>
        new[] { digestTable, digestLines, reminderTable, reminderLines }.OfType<ItemList>();

    /// <summary>The file with all items of the digest; null where it names them all, or there is none.</summary>
    public string? Digest(ListFormat format) => (format is ListFormat.Table ? digestTable : digestLines)?.File;

    /// <summary>The file with all reminders; null where they are all named, or there is none.</summary>
    public string? Reminder(ListFormat format) => (format is ListFormat.Table ? reminderTable : reminderLines)?.File;

    public void AddEntry(Func<NotificationItem> make) => Add(digestTable, digestLines, make);

    /// <summary>Adds what stays open, which a digest counts and does not name.</summary>
    public void AddOpen(NotificationItem item) => digestTable?.Add(item, isNamed: false);

    public void AddReminder(Func<NotificationItem> make) => Add(reminderTable, reminderLines, make);

    private static void Add(ItemList? table, ItemList? lines, Func<NotificationItem> make)
    {
        if (table is null && lines is null)
            return;
        var item = make();
        table?.Add(item, isNamed: true);
        lines?.Add(item, isNamed: true);
    }
}
