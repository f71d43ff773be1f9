namespace CredFunctions.Azure.Messages;

/// <summary>How a message is settled.</summary>
public sealed record Settlement
{
    /// <summary>The longest reason and description that Service Bus keeps, in characters.</summary>
    public const int MaxText = 4096;

    private Settlement(SettlementKind kind) => Kind = kind;

    public static Settlement Complete { get; } = new(SettlementKind.Complete);

    public static Settlement Abandon { get; } = new(SettlementKind.Abandon);

    public static Settlement Fail { get; } = new(SettlementKind.Fail);

    public SettlementKind Kind { get; }

    /// <summary>Of a dead letter: a word to search for.</summary>
    public string? Reason { get; private init; }

    /// <summary>Of a dead letter: a sentence for people.</summary>
    public string? Description { get; private init; }

    /// <summary>How long the copy stays hidden.</summary>
    public TimeSpan Delay { get; private init; }

    public static Settlement AskAgain(TimeSpan delay) => new(SettlementKind.AskAgain) { Delay = delay };

    public static Settlement DeadLetter(string reason, string description) => new(SettlementKind.DeadLetter)
    {
        Reason = reason,
        Description = ShortText.Of(description, MaxText),
    };
}
