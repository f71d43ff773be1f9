using CredFunctions.Ports;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CredFunctions.Pipeline;

/// <summary>Composes the pipeline.</summary>
public static class PipelineServices
{
    /// <summary>
    /// Adds every handler and what they share. The caller adds a <see cref="TimeProvider"/>, logging and the ports: store, inbox,
    /// policies, queues, evidence and channels. <see cref="PipelineLimits"/> that were added before stay.
    /// </summary>
    public static IServiceCollection AddCredFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton<ILaneStore>(provider => provider.GetRequiredService<IAuditStore>());
        services.TryAddSingleton<IAccountStore>(provider => provider.GetRequiredService<IAuditStore>());
        services.TryAddSingleton<INotificationStore>(provider => provider.GetRequiredService<IAuditStore>());
        services.TryAddSingleton<IStoreUpkeep>(provider => provider.GetRequiredService<IAuditStore>());
        Type[] handlers =
        [
            typeof(IngestReport), typeof(RecordAccounts), typeof(CompleteReport), typeof(DeliverNotification), typeof(SweepReports),
            typeof(WithdrawReport),
        ];
        Type[] shared =
        [
            typeof(PipelineLimits), typeof(NotificationOutbox), typeof(LaneKeeper), typeof(InboxFiles), typeof(ReportPolicies),
            typeof(ReportPasses), typeof(SettledReports), typeof(RunCompletion), typeof(CompletionAsks), typeof(NotificationSender),
            typeof(DeliveryLog), typeof(LaneSweep), typeof(InboxSweep), typeof(NotificationSweep), typeof(Purge),
        ];
        foreach (var type in handlers.Concat(shared))
            services.TryAddSingleton(type);
        return services;
    }
}
