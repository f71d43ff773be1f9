using CredFunctions.Runs;

namespace CredFunctions.Ports;

/// <summary>
/// The files that an auditor gets, by name; see <see cref="EvidenceName"/>. What is written under one name twice has the same
/// bytes.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>
    /// Begins a file; several may be open at once. It is there once it is committed, and then takes the place of one that
    /// has its name. Closed before, it leaves nothing.
    /// </summary>
    Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a small file if it still is what was read; false, and nothing written, where another writer came first. For lists that
    /// several runs add to.
    /// </summary>
    /// <param name="read">Its bytes as they were read; null when there was none of that name.</param>
    Task<bool> ReplaceAsync(string name, byte[]? read, byte[] bytes, CancellationToken cancellationToken);

    /// <summary>Where a person finds a file, or the folder of a run, of that name.</summary>
    string PlaceOf(string name);

    /// <summary>Opens a file to read it once, from its start; null when there is none of that name.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A file of evidence that is being written.</summary>
public interface IEvidenceFile : IAsyncDisposable
{
    /// <summary>Takes the bytes, in order and by one writer.</summary>
    Stream Content { get; }

    /// <summary>Makes the whole file appear. Nothing can be written afterwards.</summary>
    Task CommitAsync(CancellationToken cancellationToken);
}
