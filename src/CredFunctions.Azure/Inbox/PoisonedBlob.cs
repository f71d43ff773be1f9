using System.Text.Json;


namespace CredFunctions.Azure.Inbox;

/// <summary>Reads the messages of the poison queue: JSON that names a container and a blob.</summary>
internal static class PoisonedBlob
{
    /// <summary>The report; null when the message names none.</summary>
    public static (string Source, string Name)? Parse(string message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && Text(json.RootElement, "ContainerName") == ResourceNames.ReportsContainer
                && Text(json.RootElement, "BlobName") is { Length: > 0 } blob
                    ? ReportBlobName.Parse(blob)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
