using System.Net;

namespace CredFunctions.Channels.Http;

/// <summary>The body of a request, which knows whether all of it was handed to the connection.</summary>
internal sealed class PostedContent(byte[] body) : ByteArrayContent(body)
{
    private readonly byte[] body = body;

    /// <summary>Whether the server may have all of it.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>The request is sent from the beginning.</summary>
    public void Rewind() => IsWritten = false;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body, cancellationToken);
        IsWritten = true;
    }
}
