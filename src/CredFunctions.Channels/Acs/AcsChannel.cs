using CredFunctions.Policy;

namespace CredFunctions.Channels.Acs;

/// <summary>Mail, sent by Azure Communication Services.</summary>
public sealed record AcsChannel : Channel
{
    public const string KindName = "acs";

    public override string Kind => KindName;

    public override bool CarriesFiles => true;

    /// <summary>The resource's endpoint, used with the app's own identity; null exactly when a connection string is named.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The setting that holds the connection string.</summary>
    public string? ConnectionStringSetting { get; init; }

    public required string From { get; init; }

    /// <summary>At least one address.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
