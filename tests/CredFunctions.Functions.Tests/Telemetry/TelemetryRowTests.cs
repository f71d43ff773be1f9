using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Azure.Monitor.OpenTelemetry.Exporter;

using CredFunctions.IntegrationTests.Notifications;
using CredFunctions.Notifications;
using CredFunctions.Runs;
using CredFunctions.Telemetry;
using CredFunctions.Tests.Building;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CredFunctions.Functions.Tests.Telemetry;

/// <summary>
/// The rows that alerts and workbook query. They are recorded here, and the queries are run over them by the tests of infra/.
/// </summary>
[Collection(ReceivedTelemetry.Alone)]
public sealed class TelemetryRowTests
{
    // The worker and the host have a span each for the same run of a function; the host's comes from another process.
    private const string Worker = "Microsoft.Azure.Functions.Worker";
    private const string Host = "CredFunctions.Tests.Host";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_recorded_rows_are_what_the_exporter_sends()
    {
        await using var sink = await ReceivedTelemetry.StartAsync();
        using var host = AppOf(sink);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var rows = new SortedDictionary<string, List<JsonObject>>(StringComparer.Ordinal);
        Action[] hours = [FirstHour, SecondHour, () => { }];
        foreach (var (number, hour) in hours.Index())
        {
            var before = sink.Arrivals.Count;
            hour();
            host.Services.GetRequiredService<MeterProvider>().ForceFlush();
            host.Services.GetRequiredService<TracerProvider>().ForceFlush();
            var time = $"2026-11-01T{12 + number:00}:00:00Z";
            foreach (var (table, row) in sink.Arrivals.Skip(before).SelectMany(ReceivedTelemetry.ItemsOf).Select(item => TelemetryRow.Of(item, time)).OfType<(string, JsonObject)>())
            {
                if (!rows.TryGetValue(table, out var list))
                    rows[table] = list = [];
                list.Add(row);
            }
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
        var tables = new JsonObject(rows.Select(table => KeyValuePair.Create<string, JsonNode?>(
            table.Key, new JsonArray([.. table.Value.OrderBy(row => row.ToJsonString(), StringComparer.Ordinal)]))));
        await ApproveAsync(tables.ToJsonString(Readable) + "\n");
    }

    private static void FirstHour()
    {
        PipelineMeter.Ended(Report("acme", ReportStatus.Complete, critical: 1, high: 2), Now.AddSeconds(42));
        PipelineMeter.AccountsRecorded("acme", 70);
        PipelineMeter.AccountsRecorded("acme", 3);
        PipelineMeter.Known("acme", Now.AddHours(-2), Now);
        PipelineMeter.Known("closed-2025", Now.AddHours(-9000), Now);
        PipelineMeter.Swept();
        PipelineMeter.DeliveryTried(Delivery("desk", NotificationStatus.Sent), Now, Now.AddSeconds(50));
        PipelineMeter.DeliveryTried(Delivery("desk", NotificationStatus.Sent), Now, Now.AddSeconds(70));
        PipelineMeter.DeliveryTried(Delivery("chat", NotificationStatus.Pending), Now, Now.AddSeconds(51));
        for (var failure = 0; failure < 2; failure++)
            Run("ReportUploaded", ActivityStatusCode.Error);
        Run("ReportUploaded", ActivityStatusCode.Unset);
        for (var failure = 0; failure < 3; failure++)
            Run("AccountFindingsReceived", ActivityStatusCode.Error);
    }

    private static void SecondHour()
    {
        PipelineMeter.Ended(Report("acme", ReportStatus.Complete, critical: 0, high: 3), Now.AddSeconds(90));
        PipelineMeter.Ended(Report("beta", ReportStatus.Rejected, critical: 0, high: 0), Now.AddSeconds(5));
        PipelineMeter.Known("acme", Now.AddHours(-40), Now);
        PipelineMeter.Swept();
        PipelineMeter.DeliveryTried(Delivery("chat", NotificationStatus.Failed), Now, Now.AddHours(24));
        PipelineMeter.DeliveryTried(Delivery("mail", NotificationStatus.Unconfirmed), Now, Now.AddSeconds(52));
        Run("ReportPoisoned", ActivityStatusCode.Unset);
    }

    private static void Run(string function, ActivityStatusCode status)
    {
        using var host = new ActivitySource(Host);
        using var worker = new ActivitySource(Worker);
        using var request = host.StartActivity(function, ActivityKind.Server)!.SetStatus(status);
        using var run = worker.StartActivity($"function {function}", ActivityKind.Internal)!.SetStatus(status);
        using var handler = PipelineActivities.Start("IngestReport", "acme")!;
        foreach (var activity in (Activity[])[handler, run, request])
            activity.SetEndTime(activity.StartTimeUtc.AddMilliseconds(250));
    }

    private static ReportRecord Report(string source, ReportStatus status, long critical, long high) => new()
    {
        Source = source,
        ReportId = new string('1', 64),
        Sha256 = new string('2', 64),
        Name = "report.csv",
        Version = "1",
        AsOf = Now,
        ArrivedAt = Now,
        Status = status,
        Run = 1,
        Policy = new string('3', 64),
        TouchedAt = Now,
        Counts = new ReportCounts { BySeverity = new Dictionary<string, long>(StringComparer.Ordinal) { ["critical"] = critical, ["high"] = high } },
    };

    private static Notification Delivery(string channel, NotificationStatus status) => new()
    {
        Id = new string('4', 64),
        Kind = NotificationKind.Digest,
        Source = "acme",
        Channel = channel,
        Content = null!,
        Status = status,
    };

    private static IHost AppOf(HttpSink sink)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = ReceivedTelemetry.ConnectionString(sink),
        });
        builder.Services.AddFunctionAppTelemetry(builder.Configuration).AddOpenTelemetry().WithTracing(traces => traces.AddSource(Host));
        builder.Services.PostConfigure<AzureMonitorExporterOptions>(ReceivedTelemetry.Send);
        return builder.Build();
    }

    private static async Task ApproveAsync(string rows)
    {
        var approved = RepositoryFile.At("tests/CredFunctions.InfraTests/Queries/rows.json");
        var received = RepositoryFile.At("tests/CredFunctions.InfraTests/Queries/rows.received.json");
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved) == rows)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, rows);
        Assert.Fail($"The exporter sends other rows: compare {received} with {approved}, run the queries of infra/ over them, then replace it.");
    }
}
