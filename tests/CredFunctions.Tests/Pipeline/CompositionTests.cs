using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Pipeline.Transport;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CredFunctions.Tests.Pipeline;

public sealed class CompositionTests
{
    [Fact]
    public void Every_handler_can_be_made_from_the_ports_a_clock_and_a_log()
    {
        using var host = HostWith(_ => null);

        foreach (var handler in (Type[])[typeof(IngestReport), typeof(RecordAccounts), typeof(CompleteReport), typeof(DeliverNotification), typeof(SweepReports), typeof(Reception)])
            host.Services.GetRequiredService(handler).Should().BeSameAs(host.Services.GetRequiredService(handler));
    }

    [Theory]
    [InlineData(null, 100)]
    [InlineData("", 100)]
    [InlineData("1", 1)]
    [InlineData(" 25 ", 25)]
    public async Task A_setting_counts_and_without_it_the_default(string? text, int accounts)
    {
        using var host = HostWith(name => name == SettingNames.AccountsPerMessage ? text : null);
        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<PipelineLimits>().AccountsPerMessage.Should().Be(accounts);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("0", "\"0\"")]
    [InlineData("101", "\"101\"")]
    [InlineData("-5", "\"-5\"")]
    [InlineData("many", "\"many\"")]
    [InlineData("99999999999999999999999999999999999999999", "not a number of accounts")]
    public async Task A_setting_that_is_wrong_keeps_the_host_from_starting_and_is_named(string text, string shown)
    {
        using var host = HostWith(name => name == SettingNames.AccountsPerMessage ? text : null);

        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Message
            .Should().Be($"CredFunctions__AccountsPerMessage is {shown}: write a whole number from 1 to 100, or leave it out for 100.");
    }

    [Fact]
    public void Limits_that_are_there_already_stay()
    {
        var limits = new PipelineLimits { AccountsPerMessage = 7 };
        using var host = HostWith(_ => null, services => services.AddSingleton(limits));

        host.Services.GetRequiredService<PipelineLimits>().Should().BeSameAs(limits);
    }

    private static IHost HostWith(Func<string, string?> setting, Action<IServiceCollection>? configure = null)
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
            .AddSingleton<INotificationChannel>(new SimulatedDesk(plan, new Clock()))
            .AddCredFunctions(setting);
        return builder.Build();
    }
}
