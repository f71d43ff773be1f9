using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages that hold a chunk.</summary>
internal sealed class AccountFindingsMessages()
    : JsonMessages<AccountFindingsMessage, AccountFindingsMessages.Body>(
        ResourceNames.AccountFindingsQueue, "account-findings", MessageJson.Default.AccountFindingsBody)
{
    public override int AttemptOf(AccountFindingsMessage message) => message.Attempt;

    public override Task SendAgainAsync(
        IPipelineQueues queues, AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(message with { Attempt = message.Attempt + 1 }, delay, cancellationToken);

    protected override string IdOf(AccountFindingsMessage message) => string.Create(
        CultureInfo.InvariantCulture, $"{message.Run.ReportId}/{message.Run.Number}/{message.Chunk}/{message.Attempt}");

    protected override Body BodyOf(AccountFindingsMessage message) => new()
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
    };

    protected override string? FaultOf(Body body)
    {
        if ((MessageFaults.OfRun(body) ?? MessageFaults.OfHash("policy", body.Policy)) is { } fault)
            return fault;
        if (body.Chunk < 0)
            return "Its chunk is less than 0.";
        if (body.Accounts.Count is 0 or > PipelineLimits.MaxAccountsPerMessage)
            return $"It holds {body.Accounts.Count} accounts; a message holds 1 to {PipelineLimits.MaxAccountsPerMessage}.";
        // The serializer does not check the items of lists.
        if (body.Accounts.Any(account => account is null))
            return "One of its accounts is null.";
        // They are saved in one transaction, which is of one bucket.
        return body.Accounts.Select(account => AccountBucket.Of(account.AccountId)).Distinct().Skip(1).Any()
            ? "Its accounts are of several buckets."
            : null;
    }

    protected override AccountFindingsMessage MessageOf(Body body) =>
        new(body.Source!, new RunStamp(body.AsOf, body.ReportId!, body.Run!.Value), body.Policy, body.Chunk, body.Accounts, body.Attempt);

    internal sealed record Body : MessageBody
    {
        public required DateTimeOffset AsOf { get; init; }

        public required string Policy { get; init; }

        public required int Chunk { get; init; }

        public required IReadOnlyList<AssessedAccount> Accounts { get; init; }
    }
}
