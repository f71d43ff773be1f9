using Azure.Data.Tables;

namespace CredFunctions.Azure.Tables;

/// <summary>Refuses an entity that Table storage would refuse.</summary>
internal static class EntityGuard
{
    /// <exception cref="ArgumentException">Names the limit that the entity breaks.</exception>
    public static void Check(TableEntity entity)
    {
        TableKey.Guard(entity.PartitionKey);
        TableKey.Guard(entity.RowKey);
        var properties = 0;
        foreach (var (name, value) in entity)
        {
            if (name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")
                continue;
            properties++;
            if (value is string { Length: > TableLimits.PropertyChars } text)
                throw Refused(entity, $"its {name} has {text.Length} characters, a property holds {TableLimits.PropertyChars}");
        }

        if (properties > TableLimits.Properties)
            throw Refused(entity, $"it has {properties} properties, an entity holds {TableLimits.Properties}");
        if (EntitySize.Stored(entity) is > TableLimits.EntityBytes and var bytes)
            throw Refused(entity, $"it takes {bytes} bytes, an entity holds {TableLimits.EntityBytes}");
    }

    private static ArgumentException Refused(TableEntity entity, string why) =>
        new($"The row {entity.PartitionKey} {entity.RowKey} cannot be stored: {why}.", nameof(entity));
}
