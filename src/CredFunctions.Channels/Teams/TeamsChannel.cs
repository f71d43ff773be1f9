using CredFunctions.Policy;

namespace CredFunctions.Channels.Teams;

/// <summary>A Teams channel or chat.</summary>
public sealed record TeamsChannel : Channel
{
    public const string KindName = "teams";

    public override string Kind => KindName;

    /// <summary>The setting that holds the workflow's URL. The URL is a secret: it is all that is needed to post.</summary>
    public required string UrlSetting { get; init; }

    /// <summary>Whether the card is posted without the envelope of the Workflows trigger, for an automation that adds its own.</summary>
    public bool IsBare { get; init; }

    /// <summary>Whether the revocation of the server's certificate is checked.</summary>
    public bool ChecksRevocation { get; init; } = true;
}
