using Microsoft.Extensions.Options;

namespace CredFunctions.Azure;

/// <summary>What a host that does not start because of its settings has to say: sentences, and no stack trace.</summary>
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
