namespace CredFunctions.Policy.Channels;

/// <summary>A Teams channel or chat.</summary>
public sealed record TeamsChannel : Channel
{
    public override ChannelKind Kind => ChannelKind.Teams;

    /// <summary>The setting that holds the workflow's URL. The URL is a secret: whoever has it can post.</summary>
    public required string UrlSetting { get; init; }

    /// <summary>
    /// Whether the card is posted alone, without the envelope that the Workflows trigger takes: for an automation that wraps it
    /// itself.
    /// </summary>
    public bool IsBare { get; init; }

    /// <summary>Whether a certificate that its issuer revoked is looked for.</summary>
    public bool ChecksRevocation { get; init; } = true;
}
