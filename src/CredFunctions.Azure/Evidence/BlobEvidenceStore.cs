using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Evidence;

/// <summary>Evidence as blobs of the container <c>evidence</c>, and its indexes as those of <c>evidence-index</c>.</summary>
public sealed class BlobEvidenceStore(BlobServiceClient service) : IEvidenceStore
{
    private readonly BlobContainerClient evidence = service.GetBlobContainerClient(ResourceNames.EvidenceContainer);
    private readonly BlobContainerClient indexes = service.GetBlobContainerClient(ResourceNames.IndexContainer);

    public string PlaceOf(string name) =>
        $"{name} in the container {ContainerOf(name).Name} of storage account {evidence.AccountName}";

    public Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IEvidenceFile>(new BlobEvidenceFile(ContainerOf(name).GetBlockBlobClient(name), ContentTypeOf(name)));

    public async Task<bool> ReplaceAsync(string name, byte[]? read, byte[] bytes, CancellationToken cancellationToken)
    {
        var blob = ContainerOf(name).GetBlobClient(name);
        try
        {
            var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
            if (read is not null)
            {
                var there = (await blob.DownloadContentAsync(cancellationToken)).Value;
                if (!there.Content.ToMemory().Span.SequenceEqual(read))
                    return false;
                conditions = new BlobRequestConditions { IfMatch = there.Details.ETag };
            }

            var options = new BlobUploadOptions
            {
                Conditions = conditions,
                HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypeOf(name) },
            };
            await blob.UploadAsync(BinaryData.FromBytes(bytes), options, cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (ex.Status is 404 or 409 or 412 && ex.ErrorCode != BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            // A list may be replaced while it is read, so it is read in one piece.
            var blob = ContainerOf(name).GetBlobClient(name);
            if (EvidenceName.IsIndex(name))
                return (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToStream();
            return await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    private BlobContainerClient ContainerOf(string name) => EvidenceName.IsIndex(name) ? indexes : evidence;

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".csv" => "text/csv; charset=utf-8",
        ".jsonl" => "application/x-ndjson",
        ".sig" => "application/octet-stream",
        _ => "application/json",
    };
}
