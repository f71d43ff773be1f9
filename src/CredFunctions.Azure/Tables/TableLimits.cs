using System.Text.Encodings.Web;

using Azure.Data.Tables;

namespace CredFunctions.Azure.Tables;

/// <summary>
/// What Table storage accepts. All of it is held in our own code, since the emulator accepts some of what the service
/// refuses.
/// </summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model"/>
internal static class TableLimits
{
    /// <summary>The longest key: 1 KiB of UTF-16.</summary>
    public const int KeyChars = 512;

    /// <summary>The longest string in one property: 64 KiB of UTF-16.</summary>
    public const int PropertyChars = 32 * 1024;

    /// <summary>Properties of an entity besides its keys and its timestamp.</summary>
    public const int Properties = 252;

    public const int EntityBytes = 1024 * 1024;

    public const int TransactionEntities = 100;

    /// <summary>The service takes 4 MiB of request; the rest is room for what our estimate may miss.</summary>
    public const int TransactionBytes = 3 * 1024 * 1024;

    // The headers of a part of a multipart request, its URL and the punctuation of its body.
    private const int PartBytes = 1024;

    // A number, time or flag with its type annotation.
    private const int ValueBytes = 80;

    public static bool FitTransaction(int entities, int bytes) => entities <= TransactionEntities && bytes <= TransactionBytes;

    /// <summary>Whether the service keeps the column, so that it is no property of ours.</summary>
    public static bool IsOfTheService(string column) => column is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag";

    /// <summary>Refuses an entity that Table storage would refuse.</summary>
    /// <exception cref="ArgumentException">Names the limit that the entity breaks.</exception>
    public static void Check(TableEntity entity)
    {
        TableKey.Guard(entity.PartitionKey);
        TableKey.Guard(entity.RowKey);
        var properties = 0;
        foreach (var (name, value) in entity)
        {
            if (IsOfTheService(name))
                continue;
            properties++;
            if (value is string { Length: > PropertyChars } text)
                throw Refused(entity, $"its {name} has {text.Length} characters, a property holds {PropertyChars}");
        }

        if (properties > Properties)
            throw Refused(entity, $"it has {properties} properties, an entity holds {Properties}");
        if (StoredBytes(entity) is > EntityBytes and var bytes)
            throw Refused(entity, $"it takes {bytes} bytes, an entity holds {EntityBytes}");
    }

    /// <summary>An upper bound of its bytes in a request: JSON in which the client escapes all that is not plain ASCII.</summary>
    public static int SentBytes(TableEntity entity)
    {
        var bytes = PartBytes;
        foreach (var (name, value) in entity)
            bytes += (2 * name.Length) + (value is string text ? Escaped(text) : ValueBytes);
        return bytes;
    }

    private static ArgumentException Refused(TableEntity entity, string why) =>
        new($"The row {entity.PartitionKey} {entity.RowKey} cannot be stored: {why}.", nameof(entity));

    // Bytes in the table, by the service's own formula.
    private static int StoredBytes(TableEntity entity)
    {
        var bytes = 4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity)
            bytes += 8 + (2 * name.Length) + (value is string text ? 4 + (2 * text.Length) : 16);
        return bytes;
    }

    private static int Escaped(string text)
    {
        var bytes = 0;
        foreach (var character in text)
            bytes += char.IsAscii(character) && !JavaScriptEncoder.Default.WillEncode(character) ? 1 : 6;
        return bytes;
    }
}
