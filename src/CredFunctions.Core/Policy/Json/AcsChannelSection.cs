using CredFunctions.Policy.Channels;

namespace CredFunctions.Policy.Json;

/// <summary>A channel of kind <c>acs</c>.</summary>
internal static class AcsChannelSection
{
    public static AcsChannel? Read(string name, ObjectReader keys, PolicyNode node, Remarks remarks)
    {
        if (keys.Take("endpoint") is null == keys.Take("connectionStringSetting") is null)
            remarks.Refuse(node, "needs exactly one of \"endpoint\" and \"connectionStringSetting\"");
        var endpoint = keys.Take("endpoint")?.PublicUrl(remarks);
        var connection = keys.Take("connectionStringSetting")?.Setting(remarks);
        var from = keys.Require("from")?.MailAddress(remarks);
        var to = keys.Require("to")?.MailAddresses(remarks);
        return from is null || to is null
            ? null
            : new AcsChannel { Name = name, Endpoint = endpoint, ConnectionStringSetting = connection, From = from, To = to };
    }
}
