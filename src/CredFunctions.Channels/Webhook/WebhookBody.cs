using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Webhook;

/// <summary>A notification as JSON: the data, and the same in words for receivers that only forward a text.</summary>
public sealed partial record WebhookBody
{
    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required string Source { get; init; }

    public required string? ReportId { get; init; }

    public required int? Run { get; init; }

    public required string Title { get; init; }

    /// <summary>The notification as plain text.</summary>
    public required string Text { get; init; }

    public required NotificationContent Content { get; init; }

    // Chinese is not escaped, and enumerations are names.
    private static readonly JsonContext Json = new(new JsonSerializerOptions(JsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });

    public static byte[] Of(Notification notification, DateTimeOffset now)
    {
        var text = NotificationWording.Of(notification, now);
        var body = new WebhookBody
        {
            SchemaVersion = 1,
            Id = notification.Id,
            Kind = notification.Kind,
            Source = notification.Source,
            ReportId = notification.ReportId,
            Run = notification.Run,
            Title = text.Title,
            Text = PlainText.Of(text),
            Content = notification.Content,
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, (JsonTypeInfo<WebhookBody>)Json.GetTypeInfo(typeof(WebhookBody))!);
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(WebhookBody))]
    private sealed partial class JsonContext : JsonSerializerContext;
}
