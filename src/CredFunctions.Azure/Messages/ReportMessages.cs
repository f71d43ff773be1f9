using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages that a file of the inbox has to be looked at.</summary>
public sealed class ReportMessages : MessageKind<ReportMessage>
{
    public override string Queue => ResourceNames.ReportsQueue;

    public override string Subject => "report";

    /// <inheritdoc/>
    /// <remarks>
    /// Each has an id of its own: a file is looked at again on purpose, and the bytes behind its name may be others by then.
    /// </remarks>
    public override OutgoingMessage Encode(ReportMessage message, DateTimeOffset? scheduledFor = null) => new()
    {
        Queue = Queue,
        MessageId = $"r/{Guid.CreateVersion7():n}",
        Subject = Subject,
        CorrelationId = message.Run?.ReportId,
        ScheduledFor = scheduledFor,
        Body = JsonSerializer.SerializeToUtf8Bytes(
            new ReportBody
            {
                SchemaVersion = PipelineMessages.SchemaVersion,
                Source = message.Source,
                ReportId = message.Run?.ReportId,
                Run = message.Run?.Number,
                AsOf = message.Run?.AsOf,
                Name = message.Name,
                Attempt = message.Attempt,
            },
            MessageJson.Default.ReportBody),
    };

    public override Decoded<ReportMessage> Decode(ReadOnlySpan<byte> body) => Decode(body, MessageJson.Default.ReportBody, Judge, Read);

    public override int AttemptOf(ReportMessage message) => message.Attempt;

    public override Task SendAgainAsync(
        IPipelineQueues queues, ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken);

    private static string? Judge(ReportBody body)
    {
        if (body.Source is null)
            return "Its source is missing.";
        return body.Name.Length == 0 ? "Its name is empty." : null;
    }

    private static ReportMessage Read(ReportBody body)
    {
        RunStamp? run = body is { ReportId: { } reportId, Run: { } number, AsOf: { } asOf } ? new RunStamp(asOf, reportId, number) : null;
        return new ReportMessage(body.Source!, body.Name, run, body.Attempt);
    }
}
