using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages that ask whether a run is recorded.</summary>
public sealed class CompletionMessages : MessageKind<CompletionMessage>
{
    public override string Queue => ResourceNames.ReportCompletionsQueue;

    public override string Subject => "report-completion";

    public override OutgoingMessage Encode(CompletionMessage message, DateTimeOffset? scheduledFor = null) => new()
    {
        Queue = Queue,
        MessageId = string.Create(CultureInfo.InvariantCulture, $"{message.Run.ReportId}/{message.Run.Number}/c/{message.Ask}"),
        Subject = Subject,
        CorrelationId = message.Run.ReportId,
        ScheduledFor = scheduledFor,
        Body = JsonSerializer.SerializeToUtf8Bytes(
            new CompletionBody
            {
                SchemaVersion = PipelineMessages.SchemaVersion,
                Source = message.Source,
                ReportId = message.Run.ReportId,
                Run = message.Run.Number,
                AsOf = message.Run.AsOf,
                Attempt = message.Ask,
            },
            MessageJson.Default.CompletionBody),
    };

    public override Decoded<CompletionMessage> Decode(ReadOnlySpan<byte> body) =>
        Decode(body, MessageJson.Default.CompletionBody, Judge, Read);

    public override int AttemptOf(CompletionMessage message) => message.Ask;

    public override Task SendAgainAsync(
        IPipelineQueues queues, CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Ask = message.Ask + 1 }, delay, cancellationToken);

    private static string? Judge(CompletionBody body) =>
        body.Source is null || body.ReportId is null || body.Run is null ? "Its source, reportId or run is null." : null;

    private static CompletionMessage Read(CompletionBody body) =>
        new(body.Source!, new RunStamp(body.AsOf, body.ReportId!, body.Run!.Value), body.Attempt);
}
