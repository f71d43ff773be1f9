using Azure.Core;

using CredFunctions.Azure.Inbox;
using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CredFunctions.Azure;

/// <summary>Composes the pipeline on Azure, by settings that are checked before the host starts.</summary>
public static class AzureServices
{
    /// <summary>Adds every handler, and what takes messages to them.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="setting">Returns the text of a setting by its name in <see cref="SettingNames"/>.</param>
    public static IServiceCollection AddFunctionApp(this IServiceCollection services, Func<string, string?> setting)
    {
        services.AddChecked<FunctionAppOptions, FunctionAppOptionsReading>(new FunctionAppOptionsReading(setting));
        services.TryAddSingleton(provider => new PipelineLimits
        {
            AccountsPerMessage = provider.GetRequiredService<IOptions<FunctionAppOptions>>().Value.AccountsPerMessage,
        });
        services.TryAddSingleton<MessageDispatcher>();
        return services.AddCredFunctions();
    }

    /// <summary>
    /// Adds the storage account's adapters to the ports. They sign in with the registered <see cref="TokenCredential"/>, and read
    /// policies with the registered list of <see cref="IChannelReader"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="setting">Returns the text of a setting by its name in <see cref="SettingNames"/>.</param>
    public static IServiceCollection AddCredFunctionsStorage(this IServiceCollection services, Func<string, string?> setting)
    {
        services.AddChecked<StorageOptions, StorageOptionsReading>(new StorageOptionsReading(setting));
        services.TryAddSingleton(provider => AzureStorage.Connect(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Address!, provider.GetService<TokenCredential>()));
        services.TryAddSingleton<IAuditStore>(provider => provider.GetRequiredService<AzureStorage>().Store);
        services.TryAddSingleton<IReportInbox>(provider => provider.GetRequiredService<AzureStorage>().Inbox);
        services.TryAddSingleton<IEvidenceStore>(provider => provider.GetRequiredService<AzureStorage>().Evidence);
        services.TryAddSingleton<IPolicies>(provider => provider.GetRequiredService<AzureStorage>()
            .PoliciesWith(provider.GetRequiredService<IReadOnlyList<IChannelReader>>()));
        services.TryAddSingleton<BlobArrivals>();
        return services.AddSingleton<ITransientFailures, StorageFailures>();
    }

    private static void AddChecked<TOptions, TReading>(this IServiceCollection services, TReading reading)
        where TOptions : class
        where TReading : class, IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    {
        services.AddSingleton<IConfigureOptions<TOptions>>(reading);
        services.AddSingleton<IValidateOptions<TOptions>>(reading);
        services.AddOptions<TOptions>().ValidateOnStart();
    }
}

/// <summary>Why a host does not start because of its settings: sentences without a stack trace.</summary>
public static class SettingFaults
{
    /// <summary>A line a fault; null when it was something else that went wrong.</summary>
    public static string? Of(Exception wrong) => wrong switch
    {
        OptionsValidationException validation => string.Join('\n', validation.Failures),
        AggregateException several when several.InnerExceptions.All(each => each is OptionsValidationException) =>
            string.Join('\n', several.InnerExceptions.Select(Of)),
        _ => null,
    };
}
