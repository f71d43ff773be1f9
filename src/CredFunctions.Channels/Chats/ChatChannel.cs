using CredFunctions.Policy;

namespace CredFunctions.Channels.Chats;

/// <summary>A chat that is posted to at a URL. The URL is a secret: where nothing is signed, it is all that is needed to post.</summary>
public abstract record ChatChannel : Channel
{
    /// <summary>The setting that holds the URL.</summary>
    public required string UrlSetting { get; init; }

    /// <summary>The setting that holds the secret by which messages are signed; null where they are not.</summary>
    public string? SecretSetting { get; init; }

    public bool ChecksRevocation { get; init; } = true;
}
