using Azure.Storage.Blobs;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Ports;
using CredFunctions.Runs;
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
}
