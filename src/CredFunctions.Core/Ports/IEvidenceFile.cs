namespace CredFunctions.Ports;

/// <summary>A file of evidence that is being written.</summary>
public interface IEvidenceFile : IAsyncDisposable
{
    /// <summary>Takes the bytes, in order and by one writer.</summary>
    Stream Content { get; }

    /// <summary>Makes the whole file appear. Nothing can be written afterwards.</summary>
    Task CommitAsync(CancellationToken cancellationToken);
}
