using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Webhook;

/// <summary>A notification as JSON for programs: the data, and the same in words for those that only pass on a text.</summary>
public sealed record WebhookBody
{
    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required string Source { get; init; }

    public required string? ReportId { get; init; }

    public required int? Run { get; init; }

    public required string Title { get; init; }

    /// <summary>The whole letter in plain text.</summary>
    public required string Text { get; init; }

    public required NotificationContent Content { get; init; }

    // Chinese as it is, enumerations by name.
    private static readonly WebhookJson Json = new(new JsonSerializerOptions(WebhookJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });

    public static byte[] Of(Notification notification, DateTimeOffset now)
    {
        var letter = Letters.Of(notification, now);
        var body = new WebhookBody
        {
            SchemaVersion = 1,
            Id = notification.Id,
            Kind = notification.Kind,
            Source = notification.Source,
            ReportId = notification.ReportId,
            Run = notification.Run,
            Title = letter.Title,
            Text = PlainText.Of(letter),
            Content = notification.Content,
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, (JsonTypeInfo<WebhookBody>)Json.GetTypeInfo(typeof(WebhookBody))!);
    }
}
