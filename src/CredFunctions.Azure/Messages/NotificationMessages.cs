using System.Globalization;
using System.Text.Json;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages that something has to be told.</summary>
public sealed class NotificationMessages : MessageKind<NotificationMessage>
{
    public override string Queue => ResourceNames.NotificationsQueue;

    public override string Subject => "notification";

    /// <inheritdoc/>
    /// <remarks>A channel is a session, so that it has one sender at a time, in order and at a bearable rate.</remarks>
    public override OutgoingMessage Encode(NotificationMessage message, DateTimeOffset? scheduledFor = null) => new()
    {
        Queue = Queue,
        MessageId = string.Create(
            CultureInfo.InvariantCulture,
            $"{message.NotificationId}/{message.Attempt}{(message.Deferred > 0 ? $"/{message.Deferred}" : "")}"),
        SessionId = message.Channel,
        Subject = Subject,
        CorrelationId = message.ReportId,
        ScheduledFor = scheduledFor,
        Body = JsonSerializer.SerializeToUtf8Bytes(
            new NotificationBody
            {
                SchemaVersion = PipelineMessages.SchemaVersion,
                Source = message.Source,
                ReportId = message.ReportId,
                Run = message.Run,
                NotificationId = message.NotificationId,
                Channel = message.Channel,
                Attempt = message.Attempt,
                Deferred = message.Deferred,
            },
            MessageJson.Default.NotificationBody),
    };

    public override Decoded<NotificationMessage> Decode(ReadOnlySpan<byte> body) =>
        Decode(body, MessageJson.Default.NotificationBody, Judge, Read);

    public override int AttemptOf(NotificationMessage message) => message.Attempt;

    public override Task SendAgainAsync(
        IPipelineQueues queues, NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken);

    private static string? Judge(NotificationBody body)
    {
        if (MessageFaults.OfHash("notificationId", body.NotificationId) is { } fault)
            return fault;
        return body.Channel.Length == 0 ? "Its channel is empty." : null;
    }

    private static NotificationMessage Read(NotificationBody body) =>
        new(body.NotificationId, body.Channel, body.Attempt)
        {
            Source = body.Source,
            ReportId = body.ReportId,
            Run = body.Run,
            Deferred = body.Deferred,
        };
}
