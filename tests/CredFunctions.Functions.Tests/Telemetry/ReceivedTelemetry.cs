using System.IO.Compression;
using System.Text.Json.Nodes;

using Azure.Monitor.OpenTelemetry.Exporter;

using CredFunctions.IntegrationTests.Notifications;

namespace CredFunctions.Functions.Tests.Telemetry;

/// <summary>What arrives at a server in place of Application Insights.</summary>
internal static class ReceivedTelemetry
{
    /// <summary>The collection of its tests, which run alone: a process has one source of activities and one meter.</summary>
    public const string Alone = "Telemetry";

    private const string Accepted = """{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""";

    public static Task<HttpSink> StartAsync() => HttpSink.StartAsync(200, Accepted);

    public static string ConnectionString(HttpSink sink) =>
        $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={new Uri(sink.Url).GetLeftPart(UriPartial.Authority)}/";

    /// <summary>Lets the exporter send to such a server.</summary>
    public static void Send(AzureMonitorExporterOptions exporter)
    {
        // A token is not sent in the clear.
        exporter.Credential = null;
        exporter.DisableOfflineStorage = true;
        exporter.EnableLiveMetrics = false;
    }

    /// <summary>The items of a request, one a line.</summary>
    public static IReadOnlyList<JsonNode> ItemsOf(HttpArrival arrival)
    {
        using var body = new MemoryStream(arrival.Body);
        using Stream plain = arrival.Body is [0x1f, 0x8b, ..] ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var reader = new StreamReader(plain);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}

/// <summary>Keeps every other test of the process from adding to what is received.</summary>
[CollectionDefinition(ReceivedTelemetry.Alone, DisableParallelization = true)]
public sealed class TelemetryAlone;
