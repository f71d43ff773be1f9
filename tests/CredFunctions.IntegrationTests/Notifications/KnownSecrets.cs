using CredFunctions.Ports;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Settings of a test.</summary>
internal sealed class KnownSecrets(params (string Name, string Value)[] settings) : IChannelSecrets
{
    public string? Read(string settingName) => settings.FirstOrDefault(setting => setting.Name == settingName).Value;
}
