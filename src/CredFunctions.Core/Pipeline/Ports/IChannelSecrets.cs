namespace CredFunctions.Pipeline.Ports;

/// <summary>The secrets of channels. A policy names the settings that hold them; their values are nowhere else.</summary>
public interface IChannelSecrets
{
    /// <summary>The setting's value; null when it has none.</summary>
    string? Read(string settingName);
}
