using CredFunctions.Accounts;

namespace CredFunctions.Azure.Messages;

internal sealed record AccountFindingsBody : IMessageBody
{
    public required int SchemaVersion { get; init; }

    public required string? Source { get; init; }

    public required string? ReportId { get; init; }

    public required int? Run { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required string Policy { get; init; }

    public required int Chunk { get; init; }

    public required int Attempt { get; init; }

    public required IReadOnlyList<AssessedAccount> Accounts { get; init; }
}
