using CredFunctions.Policy.Channels;

namespace CredFunctions.Policy.Json;

/// <summary>A channel of kind <c>webhook</c>.</summary>
internal static class WebhookChannelSection
{
    public static WebhookChannel Read(string name, ObjectReader keys, PolicyNode node, Remarks remarks)
    {
        if (keys.Take("url") is null == keys.Take("urlSetting") is null)
            remarks.Refuse(node, "needs exactly one of \"url\" and \"urlSetting\"");
        return new WebhookChannel
        {
            Name = name,
            Url = keys.Take("url")?.PublicUrl(remarks),
            UrlSetting = keys.Take("urlSetting")?.Setting(remarks),
            AuthorizationSetting = keys.Take("authorizationSetting")?.Setting(remarks),
            SigningKeySetting = keys.Take("signingKeySetting")?.Setting(remarks),
            ChecksRevocation = keys.ChecksRevocation(remarks),
        };
    }
}
