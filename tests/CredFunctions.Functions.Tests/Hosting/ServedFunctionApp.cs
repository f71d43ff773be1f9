using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

using Azure.Storage.Blobs;

using CredFunctions.Azure;
using CredFunctions.Functions.Tests.Hosting.Rpc;
using CredFunctions.Functions.Tests.ServiceBus;
using CredFunctions.IntegrationTests.Azurite;

using Google.Protobuf;

namespace CredFunctions.Functions.Tests.Hosting;

/// <summary>The built app with a host that invokes its functions, a storage account and a Service Bus namespace.</summary>
internal sealed class ServedFunctionApp : IAsyncDisposable
{
    private const string Account = "reports";

    private readonly AzuriteProcess azurite;
    private readonly BlobServiceClient blobs;
    private readonly Process process;

    private ServedFunctionApp(AzuriteProcess azurite, string storage, ServiceBusBroker bus, FunctionsHost host)
    {
        this.azurite = azurite;
        blobs = new BlobServiceClient(storage);
        Bus = bus;
        Host = host;
        process = BuiltFunctionApp.Start(
            host.Url, (SettingNames.ReportStorage, storage), (SettingNames.ServiceBus, bus.ConnectionString), (SettingNames.SweepSchedule, "0 7 * * * *"));
    }

    public FunctionsHost Host { get; }

    public ServiceBusBroker Bus { get; }

    /// <summary>The functions that the app reported and loaded.</summary>
    public IReadOnlyList<RpcFunctionMetadata> Functions { get; private set; } = [];

    /// <summary>Starts everything. Skips the test where there is no Node.js.</summary>
    /// <param name="broker">The options of the broker.</param>
    public static async Task<ServedFunctionApp> StartAsync(object? broker = null)
    {
        var (node, script) = await Node.WithAsync("azurite/dist/src/azurite.js");
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var azurite = await AzuriteProcess.StartAsync(node, script, $"{Account}:{key}");
        var storage = string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};BlobEndpoint=http://127.0.0.1:{azurite.BlobPort}/{Account};TableEndpoint=http://127.0.0.1:{azurite.TablePort}/{Account};");
        await AzureStorage.Connect(StorageAddress.Parse(storage, SettingNames.ReportStorage)).CreateAsync(TestContext.Current.CancellationToken);
        var app = new ServedFunctionApp(azurite, storage, await ServiceBusBroker.StartAsync(broker), await FunctionsHost.StartAsync());
        try
        {
            app.Functions = await app.Host.LoadAsync(BuiltFunctionApp.Folder);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task UploadAsync(string blob, string file) =>
        blobs.GetBlobContainerClient(ResourceNames.ReportsContainer).GetBlobClient(blob).UploadAsync(file, TestContext.Current.CancellationToken);

    /// <summary>Invokes the function of uploads, as when Event Grid reports the blob.</summary>
    public Task<StatusResult> UploadedAsync(string blob, Task? cancelling = null)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new { Connection = SettingNames.ReportStorage, ContainerName = ResourceNames.ReportsContainer, BlobName = blob });
        return Host.InvokeAsync("ReportUploaded", "blob", new TypedData
        {
            ModelBindingData = new ModelBindingData { Version = "1.0", Source = "AzureStorageBlobs", ContentType = "application/json", Content = ByteString.CopyFrom(content) },
        }, cancelling);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        await Host.DisposeAsync();
        await Bus.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
