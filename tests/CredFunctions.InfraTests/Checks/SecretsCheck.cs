using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>No secret is in an output or in a plain setting: deployments and settings can be read by many.</summary>
public static partial class SecretsCheck
{
    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        foreach (var (name, value) in deployment.Outputs)
        {
            if (Secret().IsMatch(value))
                yield return $"The output {name} holds a secret.";
        }

        foreach (var (name, value) in SettingsCheck.Of(deployment).Where(setting => !IsReference(setting.Value)))
        {
            if (Secret().IsMatch(value) && !IsTelemetryAddress(value))
                yield return $"The setting {name} holds a secret.";
            else if (SecretName().IsMatch(name))
                yield return $"The setting {name} is called like a secret and is no reference to one.";
        }
    }

    // The suffix of a vault's name is the cloud's, which is only known when it is deployed.
    public static bool IsReference(string value) => value.StartsWith("[format('@Microsoft.KeyVault(SecretUri=https://{0}{1}/secrets/{2})', ", StringComparison.Ordinal);

    // Where telemetry goes. Nobody may write there with it alone: the component takes no key.
    private static bool IsTelemetryAddress(string value) => ConnectionOfInsights().IsMatch(value);

    [GeneratedRegex("list[A-Za-z]*(Keys|Secrets|Credentials|Tokens|Sas)|listKeys|connectionString|AccountKey=|SharedAccessKey|[?&]sig=|getSecret|systemKeys|masterKey|password", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();

    [GeneratedRegex("secret|password|webhook|token|apikey|accesskey|sharedkey|teams", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^\[reference\('[^']+/Microsoft\.Insights/components/[^']+', '[^']+'\)\.ConnectionString\]$", RegexOptions.ExplicitCapture)]
    private static partial Regex ConnectionOfInsights();
}
