using Azure.Core;

using CredFunctions.Azure.Inbox;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CredFunctions.Azure;

/// <summary>Composes what keeps reports, policies and state in a storage account.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the storage account's adapters to the ports. They sign in with the registered <see cref="TokenCredential"/>, and read
    /// policies with the registered list of <see cref="IChannelReader"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="setting">Returns the text of a setting by its name in <see cref="SettingNames"/>.</param>
    public static IServiceCollection AddCredFunctionsStorage(this IServiceCollection services, Func<string, string?> setting)
    {
        var reading = new StorageOptionsReading(setting);
        services.AddSingleton<IConfigureOptions<StorageOptions>>(reading);
        services.AddSingleton<IValidateOptions<StorageOptions>>(reading);
        services.AddOptions<StorageOptions>().ValidateOnStart();
        services.TryAddSingleton(provider => AzureStorage.Connect(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Address!, provider.GetService<TokenCredential>()));
        services.TryAddSingleton<IAuditStore>(provider => provider.GetRequiredService<AzureStorage>().Store);
        services.TryAddSingleton<IReportInbox>(provider => provider.GetRequiredService<AzureStorage>().Inbox);
        services.TryAddSingleton<IEvidenceStore>(provider => provider.GetRequiredService<AzureStorage>().Evidence);
        services.TryAddSingleton<IPolicies>(provider => provider.GetRequiredService<AzureStorage>()
            .PoliciesWith(provider.GetRequiredService<IReadOnlyList<IChannelReader>>()));
        services.TryAddSingleton<BlobArrivals>();
        services.AddSingleton<ITransientFailures, StorageFailures>();
        return services;
    }
}
