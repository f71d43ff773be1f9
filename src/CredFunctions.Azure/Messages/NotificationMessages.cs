using System.Globalization;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages to deliver a notification.</summary>
internal sealed class NotificationMessages()
    : JsonMessages<NotificationMessage, NotificationMessages.Body>(
        ResourceNames.NotificationsQueue, "notification", MessageJson.Default.NotificationBody)
{
    public override int AttemptOf(NotificationMessage message) => message.Attempt;

    public override Task SendAgainAsync(
        IPipelineQueues queues, NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken);

    protected override string IdOf(NotificationMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{message.NotificationId}/{message.Attempt}{(message.Deferred > 0 ? $"/{message.Deferred}" : "")}");

    // One sender at a time on each channel: in order, and within the channel's rate.
    protected override string SessionOf(NotificationMessage message) => message.Channel;

    protected override Body BodyOf(NotificationMessage message) => new()
    {
        SchemaVersion = PipelineMessages.SchemaVersion,
        Source = message.Source,
        ReportId = message.ReportId,
        Run = message.Run,
        NotificationId = message.NotificationId,
        Channel = message.Channel,
        Attempt = message.Attempt,
        Deferred = message.Deferred,
    };

    protected override string? FaultOf(Body body) =>
        MessageFaults.OfHash("notificationId", body.NotificationId) ?? (body.Channel.Length == 0 ? "Its channel is empty." : null);

    protected override NotificationMessage MessageOf(Body body) => new(body.NotificationId, body.Channel, body.Attempt)
    {
        Source = body.Source,
        ReportId = body.ReportId,
        Run = body.Run,
        Deferred = body.Deferred,
    };

    internal sealed record Body : MessageBody
    {
        public required string NotificationId { get; init; }

        public required string Channel { get; init; }

        public int Deferred { get; init; }
    }
}
