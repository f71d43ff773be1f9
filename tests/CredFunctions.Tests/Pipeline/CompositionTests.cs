using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CredFunctions.Tests.Pipeline;

public sealed class CompositionTests
{
    [Fact]
    public void Every_handler_can_be_made_from_the_ports_a_clock_and_a_log()
    {
        using var host = HostWith();

        foreach (var handler in (Type[])[typeof(IngestReport), typeof(RecordAccounts), typeof(CompleteReport), typeof(DeliverNotification), typeof(SweepReports)])
            host.Services.GetRequiredService(handler).Should().BeSameAs(host.Services.GetRequiredService(handler));
    }

    [Fact]
    public void Limits_that_are_there_already_stay()
    {
        var limits = new PipelineLimits { AccountsPerMessage = 7 };
        using var host = HostWith(services => services.AddSingleton(limits));

        host.Services.GetRequiredService<PipelineLimits>().Should().BeSameAs(limits);
    }

    private static IHost HostWith(Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var plan = new FaultPlan();
        configure?.Invoke(builder.Services);
        builder.Services
            .AddSingleton<TimeProvider>(new Clock())
            .AddSingleton<IAuditStore>(new MemoryAuditStore())
            .AddSingleton<IPipelineQueues>(new SimulatedQueues(plan, new Clock()))
            .AddSingleton<IReportInbox>(new SimulatedInbox(plan, new Clock(), keepsFinished: false))
            .AddSingleton<IPolicies>(new SimulatedPolicies("1h"))
            .AddSingleton<IRunEvidence, NoEvidence>()
            .AddSingleton<IChannelSender>(new SimulatedDesk(plan, new Clock()))
            .AddCredFunctions();
        return builder.Build();
    }
}
