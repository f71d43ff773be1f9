using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

using CredFunctions.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Azure.Inbox;

/// <summary>Reports as blobs. The sender may give the as-of in the blob's metadata.</summary>
public sealed class BlobReportInbox(BlobServiceClient service) : IReportInbox
{
    /// <summary>Metadata: the instant the report speaks of, or <c>name</c>, to take it from the blob's name.</summary>
    public const string AsOfMetadata = "asof";

    /// <summary>Metadata: <c>departures</c> accepts whatever the report would be held for.</summary>
    public const string AcceptMetadata = "accept";

    private const string Delimiter = "/";
    private const string Reason = ".reason.txt";
    private const string AcceptedDepartures = "departures";
    private const string FolderMetadata = "hdi_isfolder";

    // A blob that changes with every download is being written to continuously.
    private const int Downloads = 3;

    private readonly BlobContainerClient reports = service.GetBlobContainerClient(ResourceNames.ReportsContainer);
    private readonly BlobContainerClient rejected = service.GetBlobContainerClient(ResourceNames.RejectedContainer);

    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken) =>
        OpenAsync(reports.GetBlobClient(ReportBlobName.Of(source, name)), cancellationToken);

    private static async Task<InboxReport?> OpenAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        var download = 0;
        while (true)
        {
            download++;
            try
            {
                var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
                return IsFolder(properties.Metadata) ? null : await DownloadAsync(blob, properties, cancellationToken);
            }
            catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.BlobNotFound)
            {
                return null;
            }
            catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.ConditionNotMet && download < Downloads)
            {
                // What was read so far belongs to bytes that are no more: begin again with the new ones.
            }
        }
    }

    /// <summary>Opens the report's blob in the inbox, or its copy in the container <c>rejected</c>, whichever holds the bytes.</summary>
    public async Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken)
    {
        var blobName = ReportBlobName.Of(source, name);
        foreach (var container in (BlobContainerClient[])[reports, rejected])
        {
            var report = await OpenAsync(container.GetBlobClient(blobName), cancellationToken);
            if (report is not null && ReportFile.Sha256Of(report.Content) == sha256)
                return report;
            if (report is not null)
                await report.DisposeAsync();
        }

        return null;
    }

    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) => reports
        .GetBlobsByHierarchyAsync(new GetBlobsByHierarchyOptions { Delimiter = Delimiter }, cancellationToken)
        .Select(item => ReportBlobName.Parse(item.IsPrefix ? item.Prefix + "x" : item.Blob.Name)?.Source)
        .OfType<string>().Distinct(StringComparer.Ordinal);

    public async IAsyncEnumerable<InboxEntry> ListAsync(string source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = reports.GetBlobsAsync(
            new GetBlobsOptions { Traits = BlobTraits.Metadata, Prefix = source + Delimiter }, cancellationToken);
        await foreach (var blob in source == SourceName.Default ? below.Concat(InNoFolder(cancellationToken)) : below)
        {
            if (!IsFolder(blob.Metadata) && ReportBlobName.Parse(blob.Name) is { } report)
            {
                yield return new InboxEntry(
                    report.Name, VersionOf(blob.Properties.ETag!.Value), blob.Properties.LastModified!.Value,
                    AcceptsDepartures(blob.Metadata));
            }
        }
    }

    /// <summary>Copies the report to the container <c>rejected</c>, writes the reason beside it, then deletes it.</summary>
    /// <remarks>
    /// In this order, so that a report with no blob left in the inbox has its copy and its reason. Each step is repeated
    /// where the one before was interrupted, and each is for the version that was judged: a blob that was overwritten
    /// since is a new report and stays.
    /// </remarks>
    public async Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellationToken)
    {
        var blob = reports.GetBlobClient(ReportBlobName.Of(source, name));
        var archived = rejected.GetBlobClient(blob.Name);
        var judged = new BlobRequestConditions { IfMatch = new ETag(version) };
        try
        {
            await blob.GetPropertiesAsync(judged, cancellationToken);
            var copy = await archived.StartCopyFromUriAsync(
                blob.Uri, new BlobCopyFromUriOptions { SourceConditions = judged }, cancellationToken);
            await copy.WaitForCompletionAsync(cancellationToken);
            await rejected.GetBlobClient(blob.Name + Reason)
                .UploadAsync(BinaryData.FromBytes(Encoding.UTF8.GetBytes(reason + "\n")), overwrite: true, cancellationToken);
            await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, judged, cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.BlobNotFound || ex.Status == 412)
        {
            // It was archived before, or other bytes have its name by now: a report of its own.
        }
    }

    /// <summary>
    /// Uploads a report again, from the container <c>rejected</c> or else from where it arrived. It is a new upload, which starts the
    /// trigger. False when neither has it.
    /// </summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox.</param>
    /// <param name="asOf">The report's as-of, which the upload is given, so that it is the same report.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> ReturnAsync(string source, string name, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var blob = reports.GetBlobClient(ReportBlobName.Of(source, name));
        var archived = rejected.GetBlobClient(blob.Name);
        foreach (var from in (BlobClient[])[archived, blob])
        {
            if (!await from.ExistsAsync(cancellationToken))
                continue;

            var metadata = new Dictionary<string, string>(
                (await from.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata, StringComparer.OrdinalIgnoreCase)
            {
                [AsOfMetadata] = asOf.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            };
            var copy = await blob.StartCopyFromUriAsync(from.Uri, new BlobCopyFromUriOptions { Metadata = metadata }, cancellationToken);
            await copy.WaitForCompletionAsync(cancellationToken);
            await rejected.GetBlobClient(blob.Name + Reason).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            await archived.DeleteIfExistsAsync(cancellationToken: cancellationToken);
            return true;
        }

        return false;
    }

    /// <summary>Uploads a report, unless it is there with the same as-of; gives its version in the inbox.</summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox, which no other bytes have.</param>
    /// <param name="content">Its bytes, from their start.</param>
    /// <param name="asOf">Its as-of, as <see cref="AsOfMetadata"/> takes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(string Version, bool IsNew)> UploadAsync(
        string source, string name, Stream content, string asOf, CancellationToken cancellationToken)
    {
        var blob = reports.GetBlobClient(ReportBlobName.Of(source, name));
        if (await blob.ExistsAsync(cancellationToken))
        {
            var there = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (there.Metadata.TryGetValue(AsOfMetadata, out var known) && known == asOf)
                return (VersionOf(there.ETag), false);
        }

        content.Position = 0;
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv" },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [AsOfMetadata] = asOf },
        };
        return (VersionOf((await blob.UploadAsync(content, options, cancellationToken)).Value.ETag), true);
    }

    /// <summary>Nothing: a report stays where it is until the sweep removes it, see <see cref="RemoveAsync"/>.</summary>
    public Task FinishAsync(string source, string name, string version, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task RemoveAsync(string source, string name, string version, CancellationToken cancellationToken)
    {
        try
        {
            await reports.GetBlobClient(ReportBlobName.Of(source, name))
                .DeleteIfExistsAsync(
                    DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = new ETag(version) }, cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.Status == 412)
        {
            // Other bytes by now: a report of its own.
        }
    }

    /// <summary>Removes rejected reports and their reasons. Completed ones lie in the inbox and are removed from there.</summary>
    public async Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var purged = 0;
        await foreach (var old in rejected.GetBlobsAsync(cancellationToken: cancellationToken)
            .Where(blob => blob.Properties.LastModified < before))
        {
            if (purged == most)
                break;
            if (await rejected.GetBlobClient(old.Name)
                .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken))
                purged++;
        }

        return purged;
    }

    // A blob's own answer has the ETag in quotes, a list has it without.
    private static string VersionOf(ETag tag) => tag.ToString().Trim('"');

    private static bool IsFolder(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(FolderMetadata, out var flag) && bool.TryParse(flag, out var isFolder) && isFolder;

    private static bool AcceptsDepartures(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(AcceptMetadata, out var accepted)
            && accepted.Trim().Equals(AcceptedDepartures, StringComparison.OrdinalIgnoreCase);

    private IAsyncEnumerable<BlobItem> InNoFolder(CancellationToken cancellationToken) =>
        reports.GetBlobsByHierarchyAsync(
            new GetBlobsByHierarchyOptions { Traits = BlobTraits.Metadata, Delimiter = Delimiter }, cancellationToken)
            .Where(item => item.IsBlob).Select(item => item.Blob);

    private static async Task<InboxReport> DownloadAsync(BlobClient blob, BlobProperties properties, CancellationToken cancellationToken)
    {
        var content = DownloadedReport.Create();
        try
        {
            var options = new BlobDownloadToOptions { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
            await blob.DownloadToAsync(content, options, cancellationToken);
            content.Position = 0;
            return new InboxReport(VersionOf(properties.ETag), content, properties.LastModified)
            {
                GivenAsOf = properties.Metadata.TryGetValue(AsOfMetadata, out var text) ? text.Trim() : null,
                AsOfSetting = AsOfMetadata,
                IsAccepted = AcceptsDepartures(properties.Metadata),
            };
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }
}

/// <summary>A report in a temporary file that is gone when the stream is closed, or its process.</summary>
internal static class DownloadedReport
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"credfunctions-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.SequentialScan,
        };
        if (OperatingSystem.IsWindows())
        {
            options.Options |= FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        // It holds SecretIds: readable by its owner only, and unlinked at once, so that even a killed process leaves nothing.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var report = new FileStream(path, options);
        File.Delete(path);
        return report;
    }
}
