using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages that ask whether a run is recorded.</summary>
internal sealed class CompletionMessages()
    : JsonMessages<CompletionMessage, CompletionMessages.Body>(
        ResourceNames.ReportCompletionsQueue, "report-completion", MessageJson.Default.CompletionBody)
{
    public override int AttemptOf(CompletionMessage message) => message.Ask;

    public override Task SendAgainAsync(
        IPipelineQueues queues, CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Ask = message.Ask + 1 }, delay, cancellationToken);

    protected override string IdOf(CompletionMessage message) =>
        string.Create(CultureInfo.InvariantCulture, $"{message.Run.ReportId}/{message.Run.Number}/c/{message.Ask}");

    protected override Body BodyOf(CompletionMessage message) => new()
    {
        SchemaVersion = PipelineMessages.SchemaVersion,
        Source = message.Source,
        ReportId = message.Run.ReportId,
        Run = message.Run.Number,
        AsOf = message.Run.AsOf,
        Attempt = message.Ask,
    };

    protected override string? FaultOf(Body body) => MessageFaults.OfRun(body);

    protected override CompletionMessage MessageOf(Body body) =>
        new(body.Source!, new RunStamp(body.AsOf, body.ReportId!, body.Run!.Value), body.Attempt);

    internal sealed record Body : MessageBody
    {
        public required DateTimeOffset AsOf { get; init; }
    }
}
