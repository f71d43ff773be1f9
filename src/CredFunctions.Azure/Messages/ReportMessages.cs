using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages to look at a file of the inbox.</summary>
internal sealed class ReportMessages()
    : JsonMessages<ReportMessage, ReportMessages.Body>(ResourceNames.ReportsQueue, "report", MessageJson.Default.ReportBody)
{
    public override int AttemptOf(ReportMessage message) => message.Attempt;

    public override Task SendAgainAsync(
        IPipelineQueues queues, ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken);

    // No two alike: a file is looked at again on purpose, and its bytes may have changed by then.
    protected override string IdOf(ReportMessage message) => $"r/{Guid.CreateVersion7():n}";

    protected override Body BodyOf(ReportMessage message) => new()
    {
        SchemaVersion = PipelineMessages.SchemaVersion,
        Source = message.Source,
        ReportId = message.Run?.ReportId,
        Run = message.Run?.Number,
        AsOf = message.Run?.AsOf,
        Name = message.Name,
        Attempt = message.Attempt,
    };

    protected override string? FaultOf(Body body) => body switch
    {
        { Source: null } => "Its source is missing.",
        { Name.Length: 0 } => "Its name is empty.",
        _ => null,
    };

    protected override ReportMessage MessageOf(Body body)
    {
        RunStamp? run = body is { ReportId: { } reportId, Run: { } number, AsOf: { } asOf } ? new RunStamp(asOf, reportId, number) : null;
        return new ReportMessage(body.Source!, body.Name, run, body.Attempt);
    }

    internal sealed record Body : MessageBody
    {
        public DateTimeOffset? AsOf { get; init; }

        public required string Name { get; init; }
    }
}
