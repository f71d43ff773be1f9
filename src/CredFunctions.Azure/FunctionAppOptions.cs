using CredFunctions.Pipeline;

namespace CredFunctions.Azure;

/// <summary>The settings of the function app but for its storage account.</summary>
public sealed class FunctionAppOptions
{
    /// <summary>
    /// The identity that everything signs in as; null for the one of the environment. <see cref="SettingNames.ClientId"/>.
    /// </summary>
    public string? ClientId { get; set; }

    /// <summary>How to connect with a key, as to an emulator; null to sign in. <see cref="SettingNames.ServiceBus"/>.</summary>
    public string? ServiceBusConnectionString { get; set; }

    /// <summary>
    /// The name of the namespace's host; null exactly when there is a connection string. <see
    /// cref="SettingNames.ServiceBusNamespace"/>.
    /// </summary>
    public string? ServiceBusNamespace { get; set; }

    /// <summary>When the sweep runs; the platform reads it. <see cref="SettingNames.SweepSchedule"/>.</summary>
    public string? SweepSchedule { get; set; }

    /// <summary>Accounts a message, 1 to 100. <see cref="SettingNames.AccountsPerMessage"/>.</summary>
    public int AccountsPerMessage { get; set; } = PipelineLimits.MaxAccountsPerMessage;
}
