using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages that hold a chunk.</summary>
public sealed class AccountFindingsMessages : MessageKind<AccountFindingsMessage>
{
    public override string Queue => ResourceNames.AccountFindingsQueue;

    public override string Subject => "account-findings";

    public override OutgoingMessage Encode(AccountFindingsMessage message, DateTimeOffset? scheduledFor = null) => new()
    {
        Queue = Queue,
        MessageId = string.Create(
            CultureInfo.InvariantCulture, $"{message.Run.ReportId}/{message.Run.Number}/{message.Chunk}/{message.Attempt}"),
        Subject = Subject,
        CorrelationId = message.Run.ReportId,
        ScheduledFor = scheduledFor,
        Body = JsonSerializer.SerializeToUtf8Bytes(
            new AccountFindingsBody
            {
                SchemaVersion = PipelineMessages.SchemaVersion,
                Source = message.Source,
                ReportId = message.Run.ReportId,
                Run = message.Run.Number,
                AsOf = message.Run.AsOf,
                Policy = message.Policy,
                Chunk = message.Chunk,
                Attempt = message.Attempt,
                Accounts = message.Accounts,
            },
            MessageJson.Default.AccountFindingsBody),
    };

    public override Decoded<AccountFindingsMessage> Decode(ReadOnlySpan<byte> body) =>
        Decode(body, MessageJson.Default.AccountFindingsBody, Judge, Read);

    public override int AttemptOf(AccountFindingsMessage message) => message.Attempt;

    public override Task SendAgainAsync(
        IPipelineQueues queues, AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken);

    private static string? Judge(AccountFindingsBody body)
    {
        if (body.Source is null || body.ReportId is null || body.Run is null)
            return "Its source, reportId or run is null.";
        if (MessageFaults.OfHash("policy", body.Policy) is { } fault)
            return fault;
        if (body.Chunk < 0)
            return "Its chunk is less than 0.";
        if (body.Accounts.Count is 0 or > PipelineLimits.MaxAccountsPerMessage)
            return $"It holds {body.Accounts.Count} accounts; a message holds 1 to {PipelineLimits.MaxAccountsPerMessage}.";
        // What lists hold is not under the serializer's watch.
        if (body.Accounts.Any(account => account is null))
            return "One of its accounts is null.";
        // They are saved in one transaction, which is of one bucket.
        return body.Accounts.Select(account => AccountBucket.Of(account.AccountId)).Distinct().Skip(1).Any()
            ? "Its accounts are of several buckets."
            : null;
    }

    private static AccountFindingsMessage Read(AccountFindingsBody body) =>
        new(body.Source!, new RunStamp(body.AsOf, body.ReportId!, body.Run!.Value), body.Policy, body.Chunk, body.Accounts, body.Attempt);
}
