using System.Diagnostics;
using System.Text.Json.Nodes;

using Azure.Monitor.OpenTelemetry.Exporter;

using CredFunctions.IntegrationTests.Notifications;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace CredFunctions.Functions.Tests.Telemetry;

/// <summary>What arrives at Application Insights of what the app logs and traces.</summary>
[Collection(ReceivedTelemetry.Alone)]
public sealed partial class TelemetryTests : IAsyncLifetime
{
    private const int Spans = 600;
    private const int Errors = 604;

    private HttpSink sink = null!;

    public async ValueTask InitializeAsync() => sink = await ReceivedTelemetry.StartAsync();

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
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = ReceivedTelemetry.ConnectionString(sink),
            ["OTEL_TRACES_SAMPLER"] = sampler,
            ["OTEL_TRACES_SAMPLER_ARG"] = "0.1",
        });
        builder.Services.AddFunctionAppTelemetry(builder.Configuration);
        builder.Services.PostConfigure<AzureMonitorExporterOptions>(ReceivedTelemetry.Send);
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
        sink.Arrivals.SelectMany(ReceivedTelemetry.ItemsOf).Where(item => types.Contains(item["data"]?["baseType"]?.GetValue<string>(), StringComparer.Ordinal));

    private IEnumerable<string> Logs(string level) => Of("MessageData").Select(item => item["data"]!["baseData"]!)
        .Where(log => log["severityLevel"]!.GetValue<string>() == level).Select(log => log["message"]!.GetValue<string>());

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
