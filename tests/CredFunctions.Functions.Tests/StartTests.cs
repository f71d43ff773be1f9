using CredFunctions.Azure;
using CredFunctions.Channels;
using CredFunctions.Functions.Tests.Hosting;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CredFunctions.Functions.Tests;

public sealed class StartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_with_what_the_deployment_sets_and_every_port_has_its_adapter()
    {
        using var host = HostedFunctionApp.Build(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AZURE_CLIENT_ID"] = "11111111-2222-3333-4444-555555555555",
            ["ReportStorage:blobServiceUri"] = "https://acme.blob.core.windows.net/",
            ["ReportStorage:queueServiceUri"] = "https://acme.queue.core.windows.net/",
            ["ReportStorage:tableServiceUri"] = "https://acme.table.core.windows.net/",
            ["ServiceBus:fullyQualifiedNamespace"] = "acme.servicebus.windows.net",
            ["SweepSchedule"] = "0 7 * * * *",
            ["CredFunctions:AccountsPerMessage"] = "25",
        });
        await host.StartAsync(Cancellation);

        host.Services.GetRequiredService<PipelineLimits>().AccountsPerMessage.Should().Be(25);
        host.Services.GetRequiredService<IAuditStore>().GetType().Name.Should().Be("TableAuditStore");
        host.Services.GetRequiredService<IReportInbox>().GetType().Name.Should().Be("BlobReportInbox");
        host.Services.GetRequiredService<IPolicies>().GetType().Name.Should().Be("BlobPolicies");
        host.Services.GetRequiredService<IRunEvidence>().GetType().Name.Should().Be("RunEvidence");
        var channels = host.Services.GetRequiredService<IEnumerable<IChannelSender>>().ToList();
        ChannelKinds.Readers.Select(reader => reader.Kind).Should().OnlyContain(kind => channels.Count(channel => channel.Serves(kind)) == 1);
        host.Services.GetRequiredService<IPipelineQueues>().GetType().Name.Should().Be("ServiceBusPipelineQueues");
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Without_settings_it_does_not_start_and_names_those_missing()
    {
        using var host = HostedFunctionApp.Build(new Dictionary<string, string?>(StringComparer.Ordinal));

        var wrong = await Record.ExceptionAsync(() => host.StartAsync(Cancellation));

        SettingFaults.Of(wrong!)!.Split('\n').Select(line => line.Split(' ')[0]).Should().BeEquivalentTo(
            SettingNames.ReportStorageQueueUri, SettingNames.ServiceBusNamespace, SettingNames.SweepSchedule);
    }
}
