using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Webhook;

/// <summary>A notification as JSON: the data, and the same in words for receivers that only forward a text.</summary>
public static class WebhookBody
{
    // Chinese is not escaped, and enumerations are names.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Of(Notification notification, DateTimeOffset now)
    {
        var text = NotificationWording.Of(notification, now);
        var body = new
        {
            SchemaVersion = 1,
            notification.Id,
            notification.Kind,
            notification.Source,
            notification.ReportId,
            notification.Run,
            text.Title,
            Text = PlainText.Of(text),
            notification.Content,
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, Options);
    }
}
