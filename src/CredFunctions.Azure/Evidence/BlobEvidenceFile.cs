using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Evidence;

/// <summary>
/// A blob that appears whole. The stream of the client would commit what there is when it is closed, after a failure too.
/// </summary>
internal sealed class BlobEvidenceFile : IEvidenceFile
{
    private readonly BlockBlobClient blob;
    private readonly BlobHttpHeaders headers;
    private readonly StagedBlocks blocks;

    public BlobEvidenceFile(BlockBlobClient blob, string contentType)
    {
        this.blob = blob;
        headers = new BlobHttpHeaders { ContentType = contentType };
        blocks = new StagedBlocks(blob);
    }

    public Stream Content => blocks;

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (blocks.Ids.Count == 0)
        {
            await blob.UploadAsync(blocks.Pending, new BlobUploadOptions { HttpHeaders = headers }, cancellationToken);
            return;
        }

        await blocks.StageAsync(cancellationToken);
        try
        {
            await blob.CommitBlockListAsync(blocks.Ids, new CommitBlockListOptions { HttpHeaders = headers }, cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // Another writer committed a file of this name, and with it went the blocks that were not committed yet. Under
            // one name the bytes are the same.
            await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => blocks.DisposeAsync();
}
