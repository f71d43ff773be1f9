using Azure.Data.Tables;

using CredFunctions.Notifications;

namespace CredFunctions.Azure.Tables;

/// <summary>A notification in the table Notifications, in 16 partitions by the first digit of its id.</summary>
internal static class NotificationEntity
{
    public const string StatusColumn = "Status";

    private const string NotificationColumn = "Notification";

    public static string PartitionOf(string notificationId) => TableKey.Encode(notificationId)[..1];

    public static string KeyOf(string notificationId) => TableKey.Encode(notificationId);

    public static TableEntity Of(Notification notification)
    {
        var row = new TableEntity(PartitionOf(notification.Id), KeyOf(notification.Id))
        {
            [StatusColumn] = notification.Status.ToString(),
            ["Kind"] = notification.Kind.ToString(),
            ["Source"] = notification.Source,
            ["ReportId"] = notification.ReportId,
            ["Channel"] = notification.Channel,
            ["CreatedAt"] = notification.CreatedAt.ToUniversalTime(),
        };
        StoredJson.Write(row, NotificationColumn, notification);
        TableLimits.Check(row);
        return row;
    }

    public static Notification Read(TableEntity row) =>
        StoredJson.Read<Notification>(row, NotificationColumn);
}
