using System.Text;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.IntegrationTests.Pipeline;

/// <summary>A test with a pipeline and a policy that tells everything to the desk.</summary>
public abstract class PipelineTest(AzuriteFixture azurite) : StorageTest(azurite)
{
    protected const string Source = "acme";

    private AzurePipeline? pipeline;

    internal AzurePipeline Pipeline
    {
        get => pipeline!;
        set => pipeline = value;
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await UploadPolicyAsync("""{ "channels": { "desk": { "kind": "console" } }, "routes": [ { "channels": ["desk"] } ], "freshness": { "*": "never" } }""");
        pipeline = new AzurePipeline(Storage);
    }

    protected Task UploadPolicyAsync(string policy) => UploadAsync(ResourceNames.ConfigContainer, "policy.json", Encoding.UTF8.GetBytes(policy));

    /// <summary>Uploads a report of that instant, and works until nothing is left to do.</summary>
    protected async Task<ReportRecord> IngestAsync(string name, byte[] report, DateTimeOffset asOf, params (string Name, string Value)[] metadata)
    {
        await UploadAsync($"{Source}/{name}", report, [("asof", asOf.ToString("o")), .. metadata]);
        await Pipeline.IngestAsync(Source, name);
        return await RecordOfAsync(report);
    }

    protected async Task<ReportRecord> RecordOfAsync(byte[] report) =>
        (await Storage.Store.ReadReportsOfAsync(Source, ReportFile.Sha256Of(new MemoryStream(report)), Cancellation).ToListAsync(Cancellation)).MaxBy(record => record.Order)!;
}
