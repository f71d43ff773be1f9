namespace CredFunctions.Pipeline;

/// <summary>The figures that the handlers work by.</summary>
public sealed record PipelineLimits
{
    /// <summary>Accounts a chunk, 1 to 100: a table transaction holds no more.</summary>
    public int AccountsPerMessage { get; init; } = 100;

    /// <summary>How long a report may stand still before the sweep resumes it.</summary>
    public TimeSpan Standstill { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after the chunks were sent the first look at the completion is taken.</summary>
    public TimeSpan FirstAsk { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two looks.</summary>
    public TimeSpan LongestAsk { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many looks one chain of asks takes, about an hour's worth; then the sweep begins a new one, so that chains do not pile up.</summary>
    public int MaxAsks { get; init; } = 16;

    /// <summary>How often a save is tried again when somebody else wrote the same rows.</summary>
    public int SaveTries { get; init; } = 5;
}
