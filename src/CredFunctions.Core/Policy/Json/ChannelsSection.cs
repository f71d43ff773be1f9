using CredFunctions.Policy.Channels;

namespace CredFunctions.Policy.Json;

/// <summary><c>channels</c>: by name, a kind and what that kind needs.</summary>
internal static class ChannelsSection
{
    public const int MaxChannels = 100;

    private static readonly Words<ChannelKind> Kinds = new(
        ("teams", ChannelKind.Teams), ("smtp", ChannelKind.Smtp), ("webhook", ChannelKind.Webhook), ("acs", ChannelKind.Acs),
            ("console", ChannelKind.Console));

    public static IReadOnlyList<Channel> Read(PolicyNode node, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is null)
            return [];
        if (node.Members.Count > MaxChannels)
            remarks.Refuse(node, $"has {node.Members.Count} channels", $"at most {MaxChannels}");
        return [.. node.Members.Select(member => Entry(member.Key, member.Value, remarks)).OfType<Channel>()];
    }

    private static Channel? Entry(string name, PolicyNode node, Remarks remarks)
    {
        if (!Names.IsName(name))
            remarks.Refuse(node, "has a name that a channel cannot have", Names.Allowed);
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return null;
        if (keys.Require("kind") is not { } word || Kinds.Read(word, remarks) is not { } kind)
            return null;

        Channel? channel = kind switch
        {
            ChannelKind.Teams => TeamsChannelSection.Read(name, keys, remarks),
            ChannelKind.Smtp => SmtpChannelSection.Read(name, keys, node, remarks),
            ChannelKind.Webhook => WebhookChannelSection.Read(name, keys, node, remarks),
            ChannelKind.Acs => AcsChannelSection.Read(name, keys, node, remarks),
            _ => new ConsoleChannel { Name = name },
        };
        keys.End();
        return channel;
    }
}
