using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Channels;
using CredFunctions.Channels.Wording;
using CredFunctions.Evidence;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Ports;
using CredFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CredFunctions.Functions;

/// <summary>Composes the pipeline over Blob and Table storage and Service Bus queues.</summary>
public static partial class FunctionAppComposition
{
    // OpenTelemetry's own name: the exporter reads it, and its argument beside it.
    private const string TracesSampler = "OTEL_TRACES_SAMPLER";

    /// <summary>Adds everything that a trigger calls. Signs in as one identity, once.</summary>
    public static IServiceCollection AddFunctionAppServices(this IServiceCollection services, IConfiguration configuration)
    {
        var setting = SettingsOf(configuration);
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<TokenCredential>(Identity(setting))
            .AddFunctionApp(setting)
            .AddCredFunctionsStorage(setting)
            .AddSingleton<IRunEvidence, RunEvidence>()
            .AddSingleton<IChannelSecrets, EnvironmentSecrets>()
            .AddSingleton(ChannelKinds.Readers)
            .AddSingleton(provider => new ChannelSenders(
                provider.GetRequiredService<IChannelSecrets>(),
                provider.GetRequiredService<TimeProvider>(),
                Console.Out,
                provider.GetRequiredService<IEvidenceStore>(),
                Warn(provider.GetRequiredService<ILogger<ChannelSenders>>()),
                provider.GetRequiredService<TokenCredential>(),
                provider.GetRequiredService<AzureStorage>().Address is { } address
                    ? new EngineRecords($"--storage {address}", AreInStorage: true)
                    : null))
            .AddSingleton<IEnumerable<IChannelSender>>(provider => provider.GetRequiredService<ChannelSenders>().All)
            .AddSingleton(provider =>
                Connect(provider.GetRequiredService<IOptions<FunctionAppOptions>>().Value, provider.GetRequiredService<TokenCredential>()))
            .AddSingleton<IPipelineQueues, ServiceBusPipelineQueues>()
            .AddSingleton<ITransientFailures, ServiceBusFailures>();
    }

    /// <summary>Sends traces, metrics and logs of the handlers to Application Insights, where one is named.</summary>
    public static IServiceCollection AddFunctionAppTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var setting = SettingsOf(configuration);
        // Four lines a request to a channel, and most of what a run would log.
        services.AddLogging(logging => logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning));
        var telemetry = services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(PipelineActivities.SourceName))
            .WithMetrics(metrics => metrics.AddMeter(PipelineMeter.MeterName));
        telemetry.UseFunctionsWorkerDefaults();
        if (setting(SettingNames.ApplicationInsights) is { Length: > 0 } connectionString)
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connectionString;
                exporter.Credential = Identity(setting);
                // By default the exporter keeps five traces a second, and only the logs of these: errors would go missing.
                exporter.EnableTraceBasedLogsSampler = false;
                if (string.IsNullOrEmpty(configuration[TracesSampler]))
                {
                    exporter.TracesPerSecond = null;
                    exporter.SamplingRatio = 1;
                }
            });
        }

        return services;
    }

    // Environment variables write a section's colon as two underscores.
    private static Func<string, string?> SettingsOf(IConfiguration configuration) =>
        name => configuration[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)];

    private static Action<string> Warn(ILogger logger) => sentence => Log.Warned(logger, sentence);

    private static DefaultAzureCredential Identity(Func<string, string?> setting) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = setting(SettingNames.ClientId) });

    // By connection string where there is one, else as the app's own identity.
    private static ServiceBusClient Connect(FunctionAppOptions options, TokenCredential credential) =>
        options.ServiceBusConnectionString is { } connectionString
        ? new ServiceBusClient(connectionString)
        : new ServiceBusClient(options.ServiceBusNamespace, credential);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{sentence}")]
        public static partial void Warned(ILogger logger, string sentence);
    }
}
