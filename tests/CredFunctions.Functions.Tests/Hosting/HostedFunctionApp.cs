using Azure.Messaging.ServiceBus;

using CredFunctions.Azure;
using CredFunctions.Functions.Tests.ServiceBus;
using CredFunctions.Functions.Triggers;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CredFunctions.Functions.Tests.Hosting;

/// <summary>The function app's own container. Only what lies outside the process is replaced: storage, Service Bus, channels and the clock.</summary>
internal sealed class HostedFunctionApp : IDisposable
{
    private readonly IHost host;

    public HostedFunctionApp()
    {
        Policies = new SwitchablePolicies(new SimulatedPolicies("4h"));
        Desk = new SimulatedDesk(new FaultPlan(), Time);
        host = Build(ValidSettings, services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Time))
            .Replace(ServiceDescriptor.Singleton<IAuditStore>(Store))
            .Replace(ServiceDescriptor.Singleton<IReportInbox>(Inbox))
            .Replace(ServiceDescriptor.Singleton<IPolicies>(Policies))
            .Replace(ServiceDescriptor.Singleton<IRunEvidence, NoEvidence>())
            .Replace(ServiceDescriptor.Singleton<ServiceBusClient>(Bus))
            .Replace(ServiceDescriptor.Singleton<IEnumerable<IChannelSender>>([Desk])));
    }

    public static IReadOnlyDictionary<string, string?> ValidSettings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["ReportStorage"] = "UseDevelopmentStorage=true",
        ["ServiceBus:fullyQualifiedNamespace"] = "acme.servicebus.windows.net",
        ["SweepSchedule"] = "0 7 * * * *",
    };

    public Clock Time { get; } = new();

    public MemoryAuditStore Store { get; } = new();

    public SimulatedInbox Inbox { get; } = new(new FaultPlan(), new Clock(), keepsFinished: false);

    public SwitchablePolicies Policies { get; }

    public SimulatedDesk Desk { get; }

    public RecordingServiceBus Bus { get; } = new();

    public IServiceProvider Services => host.Services;

    /// <summary>Composes as Program does, but for telemetry and the worker itself.</summary>
    public static IHost Build(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddFunctionAppServices(builder.Configuration);
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>A function, made as the worker makes it.</summary>
    public object Function(Type function) => ActivatorUtilities.CreateInstance(host.Services, function);

    public TFunction Function<TFunction>() => ActivatorUtilities.CreateInstance<TFunction>(host.Services);

    /// <summary>Calls the function of a queue with a message, as it lies in that queue.</summary>
    public Task<IReadOnlyList<string>> ReceiveAsync(string queue, ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        ReceiveAsync(queue, message, deliveryCount: 1, cancellationToken);

    public Task<IReadOnlyList<string>> ReceiveAsync(string queue, ServiceBusMessage message, int deliveryCount, CancellationToken cancellationToken) =>
        ReceiveAsync(
            queue,
            ServiceBusModelFactory.ServiceBusReceivedMessage(
                body: message.Body, messageId: message.MessageId, sessionId: message.SessionId, subject: message.Subject, contentType: message.ContentType,
                correlationId: message.CorrelationId, deliveryCount: deliveryCount, lockTokenGuid: Guid.NewGuid()),
            cancellationToken);

    public async Task<IReadOnlyList<string>> ReceiveAsync(string queue, ServiceBusReceivedMessage received, CancellationToken cancellationToken = default)
    {
        var actions = new RecordingActions();
        await (queue switch
        {
            ResourceNames.ReportsQueue => Function<ReportResumed>().RunAsync(received, actions, cancellationToken),
            ResourceNames.AccountFindingsQueue => Function<AccountFindingsReceived>().RunAsync(received, actions, cancellationToken),
            ResourceNames.ReportCompletionsQueue => Function<ReportCompletionDue>().RunAsync(received, actions, cancellationToken),
            ResourceNames.NotificationsQueue => Function<NotificationDue>().RunAsync(received, actions, cancellationToken),
            _ => throw new InvalidOperationException($"No function reads {queue}."),
        });
        return actions.Settled;
    }

    /// <summary>Delivers every message to its function until none is left; the clock advances to scheduled ones.</summary>
    public async Task<IReadOnlyList<string>> WorkAsync()
    {
        var settled = new List<string>();
        while (Bus.Sendings.Count > 0)
        {
            var sending = Bus.Sendings.MinBy(each => each.Messages[0].ScheduledEnqueueTime)!;
            Bus.Sendings.Remove(sending);
            foreach (var message in sending.Messages)
            {
                if (message.ScheduledEnqueueTime > Time.GetUtcNow())
                    Time.Advance(message.ScheduledEnqueueTime - Time.GetUtcNow());
                settled.AddRange(await ReceiveAsync(sending.Queue, message));
            }
        }

        return settled;
    }

    public void Dispose() => host.Dispose();
}
