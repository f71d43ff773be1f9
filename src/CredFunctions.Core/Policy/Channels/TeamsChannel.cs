namespace CredFunctions.Policy.Channels;

/// <summary>A Teams channel or chat.</summary>
public sealed record TeamsChannel : Channel
{
    public override ChannelKind Kind => ChannelKind.Teams;

    /// <summary>The setting that holds the workflow's URL. The URL is a secret: whoever has it can post.</summary>
    public required string UrlSetting { get; init; }
}
