namespace CredFunctions.Embedded;

/// <summary>A file or a folder cannot be used. The message is one sentence: what is wrong, where, and what to do.</summary>
/// <param name="message">The sentence.</param>
/// <param name="isUsage">Whether another one should be named; otherwise its disk failed, or it is damaged.</param>
public sealed class EngineException(string message, bool isUsage = true) : Exception(message)
{
    public bool IsUsage { get; } = isUsage;
}
