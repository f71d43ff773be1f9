using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Wording;
using CredFunctions.Policy.Json;

namespace CredFunctions.Channels.Teams;

/// <summary>A Teams channel or chat, by the webhook of a workflow.</summary>
public sealed record TeamsChannel : ChatChannel
{
    public const string KindName = "teams";

    public override string Kind => KindName;

    /// <summary>Whether the card is posted without the envelope of the Workflows trigger, for an automation that adds its own.</summary>
    public bool IsBare { get; init; }
}

internal sealed class TeamsKind : ChatKind
{
    public override string Kind => TeamsChannel.KindName;

    protected override string FileEnding => "card.json";

    protected override ChatChannel ChannelOf(string name, string urlSetting, PolicyObject settings) =>
        new TeamsChannel { Name = name, UrlSetting = urlSetting, IsBare = settings.Take("bare")?.Flag() ?? false };

    protected override byte[] PreviewOf(NotificationText text, ChatChannel channel) =>
        TeamsCard.Message(text, ((TeamsChannel)channel).IsBare);
}
