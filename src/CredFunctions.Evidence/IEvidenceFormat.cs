namespace CredFunctions.Evidence;

/// <summary>One file of evidence, made account by account.</summary>
internal interface IEvidenceFormat
{
    /// <summary>Adds an account.</summary>
    void Add(EvidenceAccount account);

    /// <summary>Writes the parts that need the whole run.</summary>
    Task EndAsync(RunResult result, CancellationToken cancellationToken);
}
