using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;

using Azure.Monitor.OpenTelemetry.Exporter;

using CredFunctions.IntegrationTests.Notifications;
using CredFunctions.Telemetry;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace CredFunctions.Functions.Tests;

/// <summary>What arrives at Application Insights of what the app logs and traces.</summary>
public sealed partial class TelemetryTests : IAsyncLifetime
{
    private const int Spans = 600;
    private const int Errors = 604;

    private readonly ConcurrentQueue<JsonNode> items = [];
    private HttpSink sink = null!;

    public async ValueTask InitializeAsync() => sink = await HttpSink.StartAsync(AcceptAsync);

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    [Fact]
    public async Task Every_span_and_every_error_is_exported()
    {
        await ExportAsync(sampler: null);

        Of("RequestData", "RemoteDependencyData").Should().HaveCount(Spans);
        Logs("Error").Should().HaveCount(Errors);
    }

    [Fact]
    public async Task A_sampler_in_the_settings_keeps_fewer_spans_and_every_error()
    {
        await ExportAsync("microsoft.fixed_percentage");

        Of("RequestData", "RemoteDependencyData").Should().HaveCountLessThan(Spans / 2);
        Logs("Error").Should().HaveCount(Errors);
    }

    [Fact]
    public async Task Http_clients_log_warnings_and_nothing_less()
    {
        await ExportAsync(sampler: null, logs =>
        {
            var logger = logs.CreateLogger("System.Net.Http.HttpClient.Default.LogicalHandler");
            Log.Started(logger);
            Log.Warned(logger);
        });

        Logs("Warning").Should().Equal("A warning");
        Logs("Information").Should().NotContain("Start processing HTTP request");
    }

    private async Task ExportAsync(string? sampler, Action<ILoggerFactory>? log = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var ingestion = new Uri(sink.Url).GetLeftPart(UriPartial.Authority);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={ingestion}/",
            ["OTEL_TRACES_SAMPLER"] = sampler,
            ["OTEL_TRACES_SAMPLER_ARG"] = "0.1",
        });
        builder.Services.AddFunctionAppTelemetry(builder.Configuration);
        builder.Services.PostConfigure<AzureMonitorExporterOptions>(exporter =>
        {
            // A token is not sent in the clear.
            exporter.Credential = null;
            exporter.DisableOfflineStorage = true;
            exporter.EnableLiveMetrics = false;
        });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        using var source = new ActivitySource(PipelineActivities.SourceName);
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("CredFunctions.Pipeline.IngestReport");
        for (var number = 0; number < Errors; number++)
        {
            using var activity = number < Spans ? source.StartActivity("IngestReport") : null;
            Log.Failed(logger, number);
        }

        log?.Invoke(host.Services.GetRequiredService<ILoggerFactory>());
        host.Services.GetRequiredService<TracerProvider>().ForceFlush();
        host.Services.GetRequiredService<LoggerProvider>().ForceFlush();
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private IEnumerable<JsonNode> Of(params string[] types) =>
        items.Where(item => types.Contains(item["data"]?["baseType"]?.GetValue<string>(), StringComparer.Ordinal));

    private IEnumerable<string> Logs(string level) => Of("MessageData").Select(item => item["data"]!["baseData"]!)
        .Where(log => log["severityLevel"]!.GetValue<string>() == level).Select(log => log["message"]!.GetValue<string>());

    private async Task AcceptAsync(HttpContext context, int number)
    {
        using var body = new MemoryStream(sink.Arrivals[number - 1].Body);
        await using var plain = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : (Stream)body;
        using var reader = new StreamReader(plain);
        var count = 0;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            items.Enqueue(JsonNode.Parse(line)!);
            count++;
        }

        await HttpSink.AnswerAsync(context, 200, $$"""{"itemsReceived":{{count}},"itemsAccepted":{{count}},"errors":[]}""");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Error {Number}")]
        public static partial void Failed(ILogger logger, int number);

        [LoggerMessage(2, LogLevel.Information, "Start processing HTTP request")]
        public static partial void Started(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "A warning")]
        public static partial void Warned(ILogger logger);
    }
}
