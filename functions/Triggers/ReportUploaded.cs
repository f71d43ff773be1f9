using Azure.Storage.Blobs;

using CredFunctions.Azure;
using CredFunctions.Azure.Inbox;

namespace CredFunctions.Functions.Triggers;

/// <summary>A file was uploaded.</summary>
public sealed class ReportUploaded(BlobArrivals arrivals)
{
    [Function(nameof(ReportUploaded))]
    public Task RunAsync(
        [BlobTrigger(
            ResourceNames.ReportsContainer + "/{name}", Connection = SettingNames.ReportStorage, Source = BlobTriggerSource.EventGrid)]
        BlobClient blob,
        CancellationToken cancellationToken) => arrivals.UploadedAsync(blob.Name, cancellationToken);
}
