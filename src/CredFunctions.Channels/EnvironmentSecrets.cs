using CredFunctions.Ports;

namespace CredFunctions.Channels;

/// <summary>Secrets from environment variables, as which app settings and Key Vault references appear too.</summary>
public sealed class EnvironmentSecrets : IChannelSecrets
{
    // A name of parts, "Smtp:Password", is spelt with two underscores where a colon cannot be.
    public string? Read(string settingName) =>
        Environment.GetEnvironmentVariable(settingName)
        ?? Environment.GetEnvironmentVariable(settingName.Replace(":", "__", StringComparison.Ordinal));
}
