using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Records;

/// <summary>Finds notifications by their id, or by the beginning of it.</summary>
internal sealed class NotificationLookup(IAuditStore store)
{
    public async Task<IReadOnlyList<Notification>> FindAllAsync(string id, string? source, CancellationToken cancellationToken) =>
        id.Length == 0
        ? []
        : await store.ReadNotificationsAsync(cancellationToken)
            .Where(each => each.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase) && (source is null || each.Source == source))
            .ToListAsync(cancellationToken);
}
