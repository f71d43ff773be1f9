using System.Globalization;
using System.Security.Cryptography;

using CredFunctions.Azure;

[assembly: AssemblyFixture(typeof(CredFunctions.IntegrationTests.Azurite.AzuriteFixture))]

namespace CredFunctions.IntegrationTests.Azurite;

/// <summary>One emulator for all tests, with a storage account for each of them.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 400;

    private readonly string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private AzuriteProcess? process;
    private int taken;

    /// <summary>Why nothing can be tested here; null where it can.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var node = NodeTools.Find("node");
        if (node is null || NodeTools.Find("npm") is not { } npm)
        {
            Missing = "The storage emulator Azurite runs on Node.js, and node or npm is not in the PATH.";
            return;
        }

        var script = await NodeTools.InstallAsync(npm, "azurite/dist/src/azurite.js");
        process = await AzuriteProcess.StartAsync(node, script, string.Join(';', Enumerable.Range(0, Accounts).Select(number => $"{NameOf(number)}:{key}")));
    }

    /// <summary>A storage account that nobody has used. Skips the test where there is no emulator.</summary>
    public StorageAddress NewAccount() => StorageAddress.Parse(NewConnectionString(), "Storage");

    /// <summary>The same, as a person would give it.</summary>
    public string NewConnectionString()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var name = NameOf(Interlocked.Increment(ref taken) - 1);
        return $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={key};"
            + $"BlobEndpoint=http://127.0.0.1:{process!.BlobPort}/{name};TableEndpoint=http://127.0.0.1:{process.TablePort}/{name};";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"test{number:000}");
}
