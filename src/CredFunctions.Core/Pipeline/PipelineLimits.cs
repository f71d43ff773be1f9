namespace CredFunctions.Pipeline;

/// <summary>The limits of the handlers.</summary>
public sealed record PipelineLimits
{
    /// <summary>A table transaction holds no more.</summary>
    public const int MaxAccountsPerMessage = 100;

    /// <summary>Accounts a chunk, 1 to <see cref="MaxAccountsPerMessage"/>.</summary>
    public int AccountsPerMessage { get; init; } = MaxAccountsPerMessage;

    /// <summary>How long a report may make no progress before the sweep resumes it.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long after the chunks were sent the first look at the completion is taken; also the first wait of what is tried again.
    /// </summary>
    public TimeSpan FirstAsk { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two checks, or two tries.</summary>
    public TimeSpan LongestAsk { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often one chain of messages checks the completion, for about an hour. Then the sweep begins a new chain, so that they do
    /// not pile up.
    /// </summary>
    public int MaxAsks { get; init; } = 16;

    /// <summary>How often a save is retried when another process wrote the same rows.</summary>
    public int SaveTries { get; init; } = 5;

    /// <summary>
    /// How often a message is tried while what it needs is unreachable, about two days' worth; then it is a dead letter.
    /// </summary>
    public int MaxAttempts { get; init; } = 600;

    /// <summary>In which delivery a message whose handler fails unexpectedly becomes a dead letter.</summary>
    public int MaxDeliveries { get; init; } = 10;

    /// <summary>How long to wait after that many tries: twice as long each time, up to <see cref="LongestAsk"/>.</summary>
    public TimeSpan DelayOf(int tries)
    {
        var delay = FirstAsk * Math.Pow(2, Math.Min(tries, 16));
        return delay < LongestAsk ? delay : LongestAsk;
    }
}
