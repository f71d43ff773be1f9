using Microsoft.Extensions.Options;

namespace CredFunctions.Azure;

/// <summary>The storage account of the settings.</summary>
public sealed class StorageOptions
{
    /// <summary>The account; null where the settings name none. <see cref="SettingNames.ReportStorage"/> and its three URLs.</summary>
    public StorageAddress? Address { get; set; }
}

/// <summary>Reads where the storage account is from settings, and reports which one is wrong, and what would be right.</summary>
internal sealed class StorageOptionsReading(Func<string, string?> setting)
    : IConfigureOptions<StorageOptions>, IValidateOptions<StorageOptions>
{
    private string? wrong;

    public void Configure(StorageOptions options)
    {
        try
        {
            options.Address = StorageAddress.OfSettings(setting);
        }
        catch (FormatException ex)
        {
            wrong = ex.Message;
        }
    }

    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        options.Address is null ? ValidateOptionsResult.Fail(wrong ?? "There is no storage account.") : ValidateOptionsResult.Success;
}
