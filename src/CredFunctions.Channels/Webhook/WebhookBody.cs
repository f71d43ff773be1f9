using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Webhook;

/// <summary>
/// A page of a notification as JSON: the data, and on the first page the same in words for receivers that only forward a text.
/// </summary>
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

    /// <summary>The only page of a notification that names all its items.</summary>
    public static byte[] Of(Notification notification, DateTimeOffset now, EngineRecords? records = null) =>
        Of(notification, NotificationWording.Of(notification, now, records), notification.Content.Items, page: 1, pages: 1);

    /// <param name="text">The notification in words.</param>
    /// <param name="items">The items of the page.</param>
    /// <param name="page">The number of the page, from 1.</param>
    internal static byte[] Of(Notification notification, NotificationText text, IReadOnlyList<NotificationItem> items, int page, int pages)
    {
        var body = new
        {
            SchemaVersion = 2,
            notification.Id,
            notification.Kind,
            notification.Source,
            notification.ReportId,
            notification.Run,
            Page = page,
            Pages = pages,
            text.Title,
            Text = page == 1 ? PlainText.Of(text) : null,
            Content = notification.Content with { Items = items },
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, Options);
    }
}
