namespace CredFunctions.Pipeline.Ports;

/// <summary>An opened report.</summary>
/// <param name="Version">Tells this upload from a later one of the same name: an ETag, or the file's time and length.</param>
/// <param name="Content">The bytes; seekable, since a report is read several times.</param>
/// <param name="AsOf">The instant the report speaks of: what its sender said, or when the file was last modified.</param>
/// <param name="DeparturesAccepted">Whether its sender accepted that many accounts are gone.</param>
public sealed record InboxReport(string Version, Stream Content, DateTimeOffset AsOf, bool DeparturesAccepted) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
