namespace CredFunctions.Policy.Channels;

/// <summary>Mail, sent by Azure Communication Services.</summary>
public sealed record AcsChannel : Channel
{
    public override ChannelKind Kind => ChannelKind.Acs;

    /// <summary>The resource's endpoint, used with the app's own identity; null exactly when a connection string is named.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The setting that holds the connection string.</summary>
    public string? ConnectionStringSetting { get; init; }

    public required string From { get; init; }

    /// <summary>At least one address.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
