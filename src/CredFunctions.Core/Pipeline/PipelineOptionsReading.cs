using System.Globalization;

using Microsoft.Extensions.Options;

namespace CredFunctions.Pipeline;

/// <summary>Reads the options from settings, and says which setting is wrong, how, and what would be right.</summary>
/// <param name="setting">Gives the text of a setting, by its name in <see cref="SettingNames"/>; null or empty where it is not set.</param>
internal sealed class PipelineOptionsReading(Func<string, string?> setting) : IConfigureOptions<PipelineOptions>, IValidateOptions<PipelineOptions>
{
    public void Configure(PipelineOptions options)
    {
        if (Text(SettingNames.AccountsPerMessage) is { } text)
            options.AccountsPerMessage = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var accounts) ? accounts : 0;
    }

    public ValidateOptionsResult Validate(string? name, PipelineOptions options) =>
        options.AccountsPerMessage is >= 1 and <= PipelineLimits.MaxAccountsPerMessage
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{SettingNames.AccountsPerMessage} is {Shown()}: write a whole number from 1 to {PipelineLimits.MaxAccountsPerMessage}, or leave it out for {PipelineLimits.MaxAccountsPerMessage}."));

    private string Shown() => Text(SettingNames.AccountsPerMessage) is { Length: <= 40 } text ? $"\"{text}\"" : "not a number of accounts";

    private string? Text(string name) => SettingText.Of(setting(name));
}
