using System.Globalization;

using CredFunctions.Pipeline;

using Microsoft.Extensions.Options;

namespace CredFunctions.Azure;

/// <summary>The settings of the function app, except for its storage account.</summary>
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

/// <summary>
/// Reads the settings of the function app, and reports which is wrong and what would be right. No message repeats a value that may hold a
/// key.
/// </summary>
/// <param name="setting">
/// Returns the text of a setting, by its name in <see cref="SettingNames"/>; null or empty where it is not set.
/// </param>
internal sealed class FunctionAppOptionsReading(Func<string, string?> setting)
    : IConfigureOptions<FunctionAppOptions>, IValidateOptions<FunctionAppOptions>
{
    private const int NcrontabFields = 6;

    public void Configure(FunctionAppOptions options)
    {
        options.ClientId = Text(SettingNames.ClientId);
        options.ServiceBusConnectionString = Text(SettingNames.ServiceBus);
        options.ServiceBusNamespace = options.ServiceBusConnectionString is null ? Text(SettingNames.ServiceBusNamespace) : null;
        options.SweepSchedule = Text(SettingNames.SweepSchedule);
        if (Text(SettingNames.AccountsPerMessage) is { } accounts)
            options.AccountsPerMessage = int.TryParse(accounts, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0;
    }

    public ValidateOptionsResult Validate(string? name, FunctionAppOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(FunctionAppOptions options)
    {
        if (options.ClientId is { } id && !Guid.TryParse(id, out _))
            yield return $"{SettingNames.ClientId} is no GUID: write the client id of the app's user-assigned identity, "
                + "or leave it out to sign in as the environment does.";
        if (options.ServiceBusConnectionString is { } connectionString
            && !connectionString.Contains("Endpoint=sb://", StringComparison.OrdinalIgnoreCase))
            yield return $"{SettingNames.ServiceBus} is no connection string of a Service Bus namespace: it begins with Endpoint=sb://.";
        if (options is { ServiceBusConnectionString: null, ServiceBusNamespace: null })
            yield return $"{SettingNames.ServiceBusNamespace} is not set: write the name of the namespace's host, "
                + $"such as mybus.servicebus.windows.net; or set {SettingNames.ServiceBus} to its connection string.";
        if (options.ServiceBusNamespace is { } host && Uri.CheckHostName(host) is not UriHostNameType.Dns)
            yield return $"{SettingNames.ServiceBusNamespace} is no name of a host: write it without sb:// and without a path, "
                + "such as mybus.servicebus.windows.net.";
        if (options.SweepSchedule is null)
            yield return $"{SettingNames.SweepSchedule} is not set: write an NCRONTAB expression of six fields, "
                + "such as 0 7 * * * * for seven minutes past every hour.";
        else if (options.SweepSchedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != NcrontabFields)
            yield return $"{SettingNames.SweepSchedule} does not have six fields: "
                + "write an NCRONTAB expression from seconds to days of the week, such as 0 7 * * * * for seven minutes past every hour.";
        if (options.AccountsPerMessage is < 1 or > PipelineLimits.MaxAccountsPerMessage)
        {
            var shown = Text(SettingNames.AccountsPerMessage) is { Length: <= 40 } text ? $"\"{text}\"" : "not a number of accounts";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{SettingNames.AccountsPerMessage} is {shown}: write a whole number from 1 to {PipelineLimits.MaxAccountsPerMessage}, "
                    + $"or leave it out for {PipelineLimits.MaxAccountsPerMessage}.");
        }
    }

    private string? Text(string name) => SettingText.Of(setting(name));
}
