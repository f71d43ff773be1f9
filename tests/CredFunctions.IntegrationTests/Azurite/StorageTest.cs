using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

using CredFunctions.Azure;
using CredFunctions.Azure.Policies;
using CredFunctions.Channels;

namespace CredFunctions.IntegrationTests.Azurite;

/// <summary>A test with a storage account of its own.</summary>
public abstract class StorageTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private StorageAddress? address;
    private AzureStorage? storage;
    private BlobPolicies? policies;

    /// <summary>What CredFunctions makes of the account.</summary>
    protected AzureStorage Storage => storage!;

    protected BlobPolicies Policies => policies ??= Storage.PoliciesWith(ChannelKinds.Readers);

    protected string ConnectionString { get; private set; } = "";

    /// <summary>The account's blobs as a person sees them.</summary>
    protected BlobServiceClient Blobs => address!.Blobs(credential: null, new BlobClientOptions { TrimBlobNameSlashes = false });

    /// <summary>The account's tables as a person sees them.</summary>
    protected TableServiceClient Tables => address!.Tables(credential: null, new TableClientOptions());

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        ConnectionString = azurite.NewConnectionString();
        address = StorageAddress.Parse(ConnectionString, "Storage");
        storage = AzureStorage.Connect(address);
        await storage.CreateAsync(Cancellation);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The same account through other clients.</summary>
    protected AzureStorage ConnectAgain(Action<ClientOptions>? configure = null) => AzureStorage.Connect(address!, credential: null, configure ?? (_ => { }));

    protected Task UploadAsync(string blob, byte[] bytes, params (string Name, string Value)[] metadata) =>
        UploadAsync(ResourceNames.ReportsContainer, blob, bytes, metadata);

    protected async Task UploadAsync(string container, string blob, byte[] bytes, params (string Name, string Value)[] metadata)
    {
        var client = Blobs.GetBlobContainerClient(container).GetBlobClient(blob);
        await client.UploadAsync(
            BinaryData.FromBytes(bytes),
            new BlobUploadOptions { Metadata = metadata.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal) },
            Cancellation);
    }

    /// <summary>The blobs of a container with their bytes.</summary>
    protected async Task<IReadOnlyDictionary<string, byte[]>> BlobsOfAsync(string container)
    {
        var client = Blobs.GetBlobContainerClient(container);
        var blobs = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var blob in client.GetBlobsAsync(cancellationToken: Cancellation))
            blobs[blob.Name] = (await client.GetBlobClient(blob.Name).DownloadContentAsync(Cancellation)).Value.Content.ToArray();
        return blobs;
    }

    /// <summary>The rows of a table.</summary>
    protected ValueTask<List<TableEntity>> RowsOfAsync(string table) =>
        Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: Cancellation).ToListAsync(Cancellation);
}
