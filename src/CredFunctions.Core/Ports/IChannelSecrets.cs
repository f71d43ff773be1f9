namespace CredFunctions.Ports;

/// <summary>The secrets of channels. A policy names the settings that hold them; their values are nowhere else.</summary>
public interface IChannelSecrets
{
    string? Read(string settingName);

    /// <summary>The setting's value, without which a channel cannot send.</summary>
    /// <exception cref="ChannelRefusedException">It has none, or one that the platform was to replace and did not.</exception>
    string Require(string settingName)
    {
        var value = Read(settingName);
        if (SettingText.IsUnresolved(value))
        {
            throw new ChannelRefusedException(
                ChannelRefusal.Transient,
                $"The setting {settingName} has no value: its Key Vault reference is not resolved. "
                + "Check that the secret is in the vault and that the app's identity may read it, then restart the app.");
        }

        return SettingText.Of(value) is null
            ? throw new ChannelRefusedException(
                ChannelRefusal.Transient, $"The setting {settingName} has no value: set it, and start this process again.")
            : value!;
    }
}
