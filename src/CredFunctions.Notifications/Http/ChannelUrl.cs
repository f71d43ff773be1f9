using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Notifications.Http;

/// <summary>Reads what a channel needs from its settings, and says which one is missing.</summary>
internal static class ChannelUrl
{
    public static Uri Of(IChannelSecrets secrets, string setting)
    {
        var text = Secret(secrets, setting);
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            throw new ChannelRefusedException(ChannelRefusal.Transient, $"The setting {setting} is not a URL that begins with https:// (http:// to this machine only).");
        return url;
    }

    public static string Secret(IChannelSecrets secrets, string setting) => secrets.Read(setting) is { Length: > 0 } value
        ? value
        : throw new ChannelRefusedException(ChannelRefusal.Transient, $"The setting {setting} has no value.");
}
