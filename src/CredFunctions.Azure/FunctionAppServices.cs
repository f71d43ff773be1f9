using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CredFunctions.Azure;

/// <summary>Composes the pipeline as the function app runs it.</summary>
public static class FunctionAppServices
{
    /// <summary>Adds every handler, and what takes messages to them, by settings that are checked before the host starts.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="setting">Returns the text of a setting by its name in <see cref="SettingNames"/>.</param>
    public static IServiceCollection AddFunctionApp(this IServiceCollection services, Func<string, string?> setting)
    {
        var reading = new FunctionAppOptionsReading(setting);
        services.AddSingleton<IConfigureOptions<FunctionAppOptions>>(reading);
        services.AddSingleton<IValidateOptions<FunctionAppOptions>>(reading);
        services.AddOptions<FunctionAppOptions>().ValidateOnStart();
        services.TryAddSingleton(provider => new PipelineLimits
        {
            AccountsPerMessage = provider.GetRequiredService<IOptions<FunctionAppOptions>>().Value.AccountsPerMessage,
        });
        services.TryAddSingleton<MessageDispatcher>();
        return services.AddCredFunctions();
    }
}
