using CredFunctions.Policy;

namespace CredFunctions.Channels.Webhook;

/// <summary>JSON, posted to a URL.</summary>
public sealed record WebhookChannel : Channel
{
    public const string KindName = "webhook";

    public override string Kind => KindName;

    /// <summary>The URL, where it is no secret; null exactly when <see cref="UrlSetting"/> names it.</summary>
    public Uri? Url { get; init; }

    /// <summary>The setting that holds the URL.</summary>
    public string? UrlSetting { get; init; }

    /// <summary>The setting that holds the value of the Authorization header; null for none.</summary>
    public string? AuthorizationSetting { get; init; }

    /// <summary>The setting that holds the key by which the body is signed; null for no signature.</summary>
    public string? SigningKeySetting { get; init; }

    /// <summary>Whether the revocation of the server's certificate is checked.</summary>
    public bool ChecksRevocation { get; init; } = true;
}
