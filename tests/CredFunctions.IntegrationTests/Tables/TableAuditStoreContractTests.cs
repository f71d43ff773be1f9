using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Ports;
using CredFunctions.Tests.Stores;

namespace CredFunctions.IntegrationTests.Tables;

/// <summary>Tables keep what the pipeline relies on in every store.</summary>
public sealed class TableAuditStoreContractTests(AzuriteFixture azurite) : AuditStoreContract, IAsyncLifetime
{
    private StorageAddress? address;

    public async ValueTask InitializeAsync()
    {
        address = azurite.NewAccount();
        await AzureStorage.Connect(address).CreateAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override IAuditStore Open() => AzureStorage.Connect(address!).Store;
}
