namespace CredFunctions.Azure;

/// <summary>The storage account of the settings.</summary>
public sealed class StorageOptions
{
    /// <summary>The account; null where the settings name none. <see cref="SettingNames.ReportStorage"/> and its three URLs.</summary>
    public StorageAddress? Address { get; set; }
}
