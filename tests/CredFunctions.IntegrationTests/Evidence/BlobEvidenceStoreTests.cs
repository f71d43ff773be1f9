using Azure.Storage.Blobs;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Stores;

namespace CredFunctions.IntegrationTests.Evidence;

public sealed class BlobEvidenceStoreTests(AzuriteFixture azurite) : EvidenceStoreContract, IAsyncLifetime
{
    private StorageAddress? address;

    public async ValueTask InitializeAsync()
    {
        address = azurite.NewAccount();
        await AzureStorage.Connect(address).CreateAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override string Where => $"in the container evidence of storage account {address!.Blobs(credential: null, new BlobClientOptions()).AccountName}";

    private protected override IEvidenceStore Open() => AzureStorage.Connect(address!).Evidence;

    [Theory]
    [InlineData(EvidenceName.Page, "text/html; charset=utf-8")]
    [InlineData(EvidenceName.FindingsTable, "text/csv; charset=utf-8")]
    [InlineData(EvidenceName.Findings, "application/json")]
    [InlineData(EvidenceName.Ocsf, "application/x-ndjson")]
    public async Task A_browser_is_told_what_a_file_is(string file, string contentType)
    {
        var name = EvidenceName.Of("acme", new(DateTimeOffset.UnixEpoch, "3f2a", 1), file);
        await WriteAsync(Open(), name, "x");

        var blob = address!.Blobs(credential: null, new BlobClientOptions()).GetBlobContainerClient(ResourceNames.EvidenceContainer).GetBlobClient(name);
        (await blob.GetPropertiesAsync(cancellationToken: TestContext.Current.CancellationToken)).Value.ContentType.Should().Be(contentType);
    }

    [Fact]
    public async Task A_copy_of_both_containers_in_one_folder_can_be_verified()
    {
        using var folder = new TemporaryFolder();
        var (written, copy) = (Path.Combine(folder.Path, "written"), Path.Combine(folder.Path, "copy"));
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);
        CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--out", written, "--quiet").ExitCode.Should().Be(4);
        foreach (var path in Directory.EnumerateFiles(written, "*", SearchOption.AllDirectories))
        {
            await using var file = await Open().CreateAsync(Path.GetRelativePath(written, path).Replace('\\', '/'), TestContext.Current.CancellationToken);
            await file.Content.WriteAsync(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            await file.CommitAsync(TestContext.Current.CancellationToken);
        }

        foreach (var container in (string[])[ResourceNames.EvidenceContainer, ResourceNames.IndexContainer])
            await CopyAsync(container, copy);

        var run = CommandRun.Of("verify", copy);
        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().MatchRegex("^default: 1 run, [0-9]+ files unchanged\\.\n$");
    }

    // As "az storage blob download-batch" does.
    private async Task CopyAsync(string container, string folder)
    {
        var blobs = address!.Blobs(credential: null, new BlobClientOptions()).GetBlobContainerClient(container);
        await foreach (var blob in blobs.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            var path = Path.Combine(folder, blob.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await blobs.GetBlobClient(blob.Name).DownloadToAsync(path, TestContext.Current.CancellationToken);
        }
    }
}
