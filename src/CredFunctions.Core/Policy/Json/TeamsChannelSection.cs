using CredFunctions.Policy.Channels;

namespace CredFunctions.Policy.Json;

/// <summary>A channel of kind <c>teams</c>.</summary>
internal static class TeamsChannelSection
{
    public static TeamsChannel? Read(string name, ObjectReader keys, Remarks remarks) =>
        keys.Require("urlSetting")?.Setting(remarks) is { } url ? new TeamsChannel { Name = name, UrlSetting = url } : null;
}
