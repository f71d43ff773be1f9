using CredFunctions.Policy.Channels;

namespace CredFunctions.Policy.Json;

/// <summary>A channel of kind <c>teams</c>.</summary>
internal static class TeamsChannelSection
{
    public static TeamsChannel? Read(string name, ObjectReader keys, Remarks remarks)
    {
        var url = keys.Require("urlSetting")?.Setting(remarks);
        var isBare = keys.Take("bare")?.Flag(remarks) ?? false;
        var checksRevocation = keys.ChecksRevocation(remarks);
        return url is null
            ? null
            : new TeamsChannel { Name = name, UrlSetting = url, IsBare = isBare, ChecksRevocation = checksRevocation };
    }
}
