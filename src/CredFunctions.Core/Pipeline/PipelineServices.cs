using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CredFunctions.Pipeline;

/// <summary>Composes the pipeline.</summary>
public static class PipelineServices
{
    /// <summary>
    /// Adds every handler. What they work on comes from elsewhere: a <see cref="TimeProvider"/>, logging, and the ports: store,
    /// inbox, policies, queues, channels. <see cref="PipelineLimits"/> that are there already stay.
    /// </summary>
    public static IServiceCollection AddCredFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton<PipelineLimits>();
        services.TryAddSingleton<LaneKeeper>();
        services.TryAddSingleton<IngestReport>();
        services.TryAddSingleton<RecordAccounts>();
        services.TryAddSingleton<CompleteReport>();
        services.TryAddSingleton<DeliverNotification>();
        services.TryAddSingleton<SweepReports>();
        return services;
    }
}
