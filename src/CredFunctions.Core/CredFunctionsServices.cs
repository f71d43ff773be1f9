using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Transport;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CredFunctions;

/// <summary>Composes the pipeline.</summary>
public static class CredFunctionsServices
{
    /// <summary>
    /// Adds every handler. What they work on comes from elsewhere: a <see cref="TimeProvider"/>, logging, and the ports: store,
    /// inbox, policies, queues, channels. <see cref="PipelineLimits"/> that are there already stay.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="setting">Gives the text of a setting by its name in <see cref="SettingNames"/>; without it every setting has its default.</param>
    public static IServiceCollection AddCredFunctions(this IServiceCollection services, Func<string, string?>? setting = null)
    {
        var reading = new PipelineOptionsReading(setting ?? (_ => null));
        services.AddSingleton<IConfigureOptions<PipelineOptions>>(reading);
        services.AddSingleton<IValidateOptions<PipelineOptions>>(reading);
        services.AddOptions<PipelineOptions>().ValidateOnStart();
        services.TryAddSingleton(provider => new PipelineLimits
        {
            AccountsPerMessage = provider.GetRequiredService<IOptions<PipelineOptions>>().Value.AccountsPerMessage,
        });

        services.TryAddSingleton<LaneKeeper>();
        services.TryAddSingleton<IngestReport>();
        services.TryAddSingleton<RecordAccounts>();
        services.TryAddSingleton<CompleteReport>();
        services.TryAddSingleton<DeliverNotification>();
        services.TryAddSingleton<SweepReports>();
        services.TryAddSingleton<Reception>();
        return services;
    }

    /// <summary>Adds what only a head on Azure is told by settings, checked before it starts.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="setting">Gives the text of a setting by its name in <see cref="SettingNames"/>.</param>
    public static IServiceCollection AddCredFunctionsHead(this IServiceCollection services, Func<string, string?> setting)
    {
        var reading = new HeadOptionsReading(setting);
        services.AddSingleton<IConfigureOptions<HeadOptions>>(reading);
        services.AddSingleton<IValidateOptions<HeadOptions>>(reading);
        services.AddOptions<HeadOptions>().ValidateOnStart();
        return services;
    }
}
