using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CredFunctions.Notifications;

/// <summary>Items as lines of JSON, each as it is in the body of a webhook.</summary>
public static class ItemLines
{
    // Chinese is not escaped.
    private static readonly ItemJson Json = new(new JsonSerializerOptions(ItemJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>Writes the line of an item, its end included.</summary>
    public static void Write(NotificationItem item, IBufferWriter<byte> output)
    {
        output.Write(JsonSerializer.SerializeToUtf8Bytes(item, Json.NotificationItem));
        output.Write("\n"u8);
    }

    /// <summary>The bytes of a line, its end included.</summary>
    public static int LengthOf(NotificationItem item) => JsonSerializer.SerializeToUtf8Bytes(item, Json.NotificationItem).Length + 1;

    /// <summary>Reads the items of a file, one by one.</summary>
    public static async IAsyncEnumerable<NotificationItem> ReadAsync(
        Stream lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(lines, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return JsonSerializer.Deserialize(line, Json.NotificationItem)!;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NotificationItem))]
internal sealed partial class ItemJson : JsonSerializerContext;
