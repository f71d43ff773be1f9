using System.Text.Encodings.Web;

using Azure.Data.Tables;

namespace CredFunctions.Azure.Tables;

/// <summary>What an entity takes in the table and in a request.</summary>
internal static class EntitySize
{
    // The headers of a part of a multipart request, its URL and the punctuation of its body.
    private const int PartBytes = 1024;

    // A number, time or flag with its type annotation.
    private const int ValueBytes = 80;

    /// <summary>Bytes in the table, by the service's own formula.</summary>
    public static int Stored(TableEntity entity)
    {
        var bytes = 4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity)
            bytes += 8 + (2 * name.Length) + (value is string text ? 4 + (2 * text.Length) : 16);
        return bytes;
    }

    /// <summary>An upper bound of its bytes in a request: JSON in which the client escapes all that is not plain ASCII.</summary>
    public static int Sent(TableEntity entity)
    {
        var bytes = PartBytes;
        foreach (var (name, value) in entity)
            bytes += (2 * name.Length) + (value is string text ? Escaped(text) : ValueBytes);
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
