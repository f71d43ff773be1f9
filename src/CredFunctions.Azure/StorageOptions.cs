namespace CredFunctions.Azure;

/// <summary>Where everything is kept, as the settings say.</summary>
public sealed class StorageOptions
{
    /// <summary>The account; null where the settings do not say. <see cref="SettingNames.ReportStorage"/> and its three URLs.</summary>
    public StorageAddress? Address { get; set; }
}
