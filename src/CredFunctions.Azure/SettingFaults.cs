using Microsoft.Extensions.Options;

namespace CredFunctions.Azure;

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
