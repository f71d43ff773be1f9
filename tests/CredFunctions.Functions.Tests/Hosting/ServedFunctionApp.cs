using System.Collections.Concurrent;
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
    private readonly ConcurrentQueue<string> errors = new();

    private ServedFunctionApp(AzuriteProcess azurite, string storage, ServiceBusBroker bus, FunctionsHost host)
    {
        this.azurite = azurite;
        blobs = new BlobServiceClient(storage);
        Bus = bus;
        Host = host;
        process = BuiltFunctionApp.Start(
            host.Url, (SettingNames.ReportStorage, storage), (SettingNames.ServiceBus, bus.ConnectionString), (SettingNames.SweepSchedule, "0 7 * * * *"));

        // A pipe that nobody reads fills up, and the app would wait for it.
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
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
        var bus = await ServiceBusBroker.StartAsync(broker);
        AzuriteProcess? azurite = null;
        FunctionsHost? host = null;
        ServedFunctionApp? app = null;
        try
        {
            azurite = await AzuriteProcess.StartAsync(node, script, $"{Account}:{key}");
            host = await FunctionsHost.StartAsync();
            app = new ServedFunctionApp(azurite, await StorageAsync(azurite, key), bus, host);
            app.Functions = await app.Host.LoadAsync(BuiltFunctionApp.Folder);
            return app;
        }
        catch (Exception ex) when (app is not null)
        {
            await app.DisposeAsync();
            throw new InvalidOperationException($"The app did not start: {string.Join('\n', app.errors)}", ex);
        }
        catch
        {
            if (host is not null)
                await host.DisposeAsync();
            if (azurite is not null)
                await azurite.DisposeAsync();
            await bus.DisposeAsync();
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

    // With the containers and tables of a deployment.
    private static async Task<string> StorageAsync(AzuriteProcess azurite, string key)
    {
        var storage = string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};BlobEndpoint=http://127.0.0.1:{azurite.BlobPort}/{Account};TableEndpoint=http://127.0.0.1:{azurite.TablePort}/{Account};");
        await AzureStorage.Connect(StorageAddress.Parse(storage, SettingNames.ReportStorage)).CreateAsync(TestContext.Current.CancellationToken);
        return storage;
    }
}
