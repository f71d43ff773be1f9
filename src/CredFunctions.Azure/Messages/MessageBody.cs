using System.Text.Json.Serialization;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>The JSON of a message, flat: these members are in every message, beside its own.</summary>
internal abstract record MessageBody<TMessage>
{
    /// <summary>Rises with every change that could break a reader.</summary>
    public int SchemaVersion { get; init; } = PipelineMessages.SchemaVersion;

    public string? Source { get; init; }

    public string? ReportId { get; init; }

    public int? Run { get; init; }

    /// <summary>How often the message was tried before.</summary>
    public required int Attempt { get; init; }

    /// <summary>The message, once nothing is wrong with the body.</summary>
    public abstract TMessage Message();

    /// <summary>What is wrong with the body; null for nothing.</summary>
    public string? Fault()
    {
        if (Source is "")
            return "Its source is empty.";
        if (ReportId is { } reportId && !MessageFaults.IsSha256(reportId))
            return "Its reportId is not the SHA-256 of a report, 64 lower-case hexadecimal digits.";
        if (Run < 1)
            return "Its run is less than 1.";
        return Attempt < 0 ? "Its attempt is less than 0." : OwnFault();
    }

    /// <summary>What is wrong with the members of its kind.</summary>
    protected abstract string? OwnFault();

    /// <summary>That a message which is about a run does not name it.</summary>
    protected string? FaultOfRun() => Source is null || ReportId is null || Run is null ? "Its source, reportId or run is null." : null;
}

internal sealed record ReportBody : MessageBody<ReportMessage>
{
    public DateTimeOffset? AsOf { get; init; }

    public required string Name { get; init; }

    public override ReportMessage Message() => new(
        Source!,
        Name,
        this is { ReportId: { } reportId, Run: { } number, AsOf: { } asOf } ? new RunStamp(asOf, reportId, number) : null,
        Attempt);

    protected override string? OwnFault() => Source is null ? "Its source is missing." : Name.Length == 0 ? "Its name is empty." : null;
}

internal sealed record AccountFindingsBody : MessageBody<AccountFindingsMessage>
{
    public required DateTimeOffset AsOf { get; init; }

    public required string Policy { get; init; }

    public required int Chunk { get; init; }

    public required IReadOnlyList<AssessedAccount> Accounts { get; init; }

    public override AccountFindingsMessage Message() =>
        new(Source!, new RunStamp(AsOf, ReportId!, Run!.Value), Policy, Chunk, Accounts, Attempt);

    protected override string? OwnFault()
    {
        if ((FaultOfRun() ?? MessageFaults.OfHash("policy", Policy)) is { } fault)
            return fault;
        if (Chunk < 0)
            return "Its chunk is less than 0.";
        if (Accounts.Count is 0 or > PipelineLimits.MaxAccountsPerMessage)
            return $"It holds {Accounts.Count} accounts; a message holds 1 to {PipelineLimits.MaxAccountsPerMessage}.";
        // The serializer does not check the items of lists.
        if (Accounts.Any(account => account is null))
            return "One of its accounts is null.";
        // They are saved in one transaction, which is of one bucket.
        return Accounts.Select(account => AccountBucket.Of(account.AccountId)).Distinct().Skip(1).Any()
            ? "Its accounts are of several buckets."
            : null;
    }
}

internal sealed record CompletionBody : MessageBody<CompletionMessage>
{
    public required DateTimeOffset AsOf { get; init; }

    public override CompletionMessage Message() => new(Source!, new RunStamp(AsOf, ReportId!, Run!.Value), Attempt);

    protected override string? OwnFault() => FaultOfRun();
}

internal sealed record NotificationBody : MessageBody<NotificationMessage>
{
    public required string NotificationId { get; init; }

    public required string Channel { get; init; }

    public int Deferred { get; init; }

    public override NotificationMessage Message() => new(NotificationId, Channel, Attempt)
    {
        Source = Source,
        ReportId = ReportId,
        Run = Run,
        Deferred = Deferred,
    };

    protected override string? OwnFault() =>
        MessageFaults.OfHash("notificationId", NotificationId) ?? (Channel.Length == 0 ? "Its channel is empty." : null);
}

/// <summary>The JSON of messages. Strict: a missing, unknown or repeated member is refused, and null where it is not allowed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ReportBody))]
[JsonSerializable(typeof(AccountFindingsBody))]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(NotificationBody))]
internal sealed partial class MessageJson : JsonSerializerContext;
