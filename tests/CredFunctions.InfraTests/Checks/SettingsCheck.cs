using System.Reflection;

using CredFunctions.Azure;
using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>The app's settings are those that the code reads, those of the platform, and references to secrets: each of them and no other.</summary>
public static class SettingsCheck
{
    // Read by the Functions host and the extensions' connections, never by the code.
    private static readonly string[] OfThePlatform =
    [
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "ReportStorage__credential", "ReportStorage__clientId",
        "ServiceBus__credential", "ServiceBus__clientId",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    // Names of connections: the settings are spelled out behind them.
    private static readonly string[] Connections = [SettingNames.ReportStorage, SettingNames.ServiceBus];

    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        var settings = Of(deployment);
        var wanted = ReadByTheCode.Concat(OfThePlatform).ToList();
        return wanted.Except(settings.Keys).Select(name => $"The setting {name} is read and not set.")
            .Concat(settings.Where(setting => !SecretsCheck.IsReference(setting.Value)).Select(setting => setting.Key).Except(wanted)
                .Select(name => $"The setting {name} is set and not read."))
            .Concat(settings.Where(setting => setting.Key.EndsWith("__credential", StringComparison.Ordinal) && setting.Value != "managedidentity")
                .Select(setting => $"The setting {setting.Key} does not sign in with the identity."));
    }

    /// <summary>The app's settings with the text that they are set to.</summary>
    public static IReadOnlyDictionary<string, string> Of(Deployment deployment) =>
        deployment.OfType("Microsoft.Web/sites/config").Where(each => each.OwnName == "appsettings")
            .SelectMany(each => each.Element("properties")!.Value.EnumerateObject())
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString() ?? "", StringComparer.Ordinal);

    private static IEnumerable<string> ReadByTheCode =>
        typeof(SettingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!).Except(Connections);
}
