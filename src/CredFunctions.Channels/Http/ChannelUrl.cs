using CredFunctions.Ports;

namespace CredFunctions.Channels.Http;

/// <summary>Reads the URL of a channel from its setting.</summary>
internal static class ChannelUrl
{
    public static Uri Of(IChannelSecrets secrets, string setting)
    {
        var text = secrets.Require(setting);
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            throw new ChannelRefusedException(
                ChannelRefusal.Transient, $"The setting {setting} is not a URL that begins with https:// (http:// to this machine only).");
        return url;
    }
}
