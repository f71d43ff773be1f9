using System.Globalization;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>
/// The four kinds of messages. Every body is UTF-8 JSON with schemaVersion, source, reportId and run as far as they are known.
/// </summary>
public static class PipelineMessages
{
    public const int SchemaVersion = 1;

    /// <summary>The largest body, in bytes: a Service Bus message holds 256 KB with its properties.</summary>
    public const int MaxBytes = 200 * 1024;

    public static MessageKind<ReportMessage> Reports { get; } = new(
        ResourceNames.ReportsQueue, "report", MessageJson.Default.ReportBody,
        message => new ReportBody
        {
            Source = message.Source,
            ReportId = message.Run?.ReportId,
            Run = message.Run?.Number,
            AsOf = message.Run?.AsOf,
            Name = message.Name,
            Attempt = message.Attempt,
        },
        // No two alike: a file is looked at again on purpose, and its bytes may have changed by then.
        idOf: _ => $"r/{Guid.CreateVersion7():n}",
        message => message.Attempt,
        (queues, message, delay, cancellationToken) =>
            queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken));

    public static MessageKind<AccountFindingsMessage> AccountFindings { get; } = new(
        ResourceNames.AccountFindingsQueue, "account-findings", MessageJson.Default.AccountFindingsBody,
        message => new AccountFindingsBody
        {
            Source = message.Source,
            ReportId = message.Run.ReportId,
            Run = message.Run.Number,
            AsOf = message.Run.AsOf,
            Policy = message.Policy,
            Chunk = message.Chunk,
            Attempt = message.Attempt,
            Accounts = message.Accounts,
        },
        message => string.Create(
            CultureInfo.InvariantCulture, $"{message.Run.ReportId}/{message.Run.Number}/{message.Chunk}/{message.Attempt}"),
        message => message.Attempt,
        (queues, message, delay, cancellationToken) =>
            queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken));

    public static MessageKind<CompletionMessage> Completions { get; } = new(
        ResourceNames.ReportCompletionsQueue, "report-completion", MessageJson.Default.CompletionBody,
        message => new CompletionBody
        {
            Source = message.Source,
            ReportId = message.Run.ReportId,
            Run = message.Run.Number,
            AsOf = message.Run.AsOf,
            Attempt = message.Ask,
        },
        message => string.Create(CultureInfo.InvariantCulture, $"{message.Run.ReportId}/{message.Run.Number}/c/{message.Ask}"),
        message => message.Ask,
        (queues, message, delay, cancellationToken) => queues.SendAsync(message with { Ask = message.Ask + 1 }, delay, cancellationToken));

    public static MessageKind<NotificationMessage> Notifications { get; } = new(
        ResourceNames.NotificationsQueue, "notification", MessageJson.Default.NotificationBody,
        message => new NotificationBody
        {
            Source = message.Source,
            ReportId = message.ReportId,
            Run = message.Run,
            NotificationId = message.NotificationId,
            Channel = message.Channel,
            Attempt = message.Attempt,
            Deferred = message.Deferred,
        },
        message => string.Create(
            CultureInfo.InvariantCulture,
            $"{message.NotificationId}/{message.Attempt}{(message.Deferred > 0 ? $"/{message.Deferred}" : "")}"),
        message => message.Attempt,
        (queues, message, delay, cancellationToken) =>
            queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken),
        // One sender at a time on each channel: in order, and within the channel's rate.
        sessionOf: message => message.Channel);
}
