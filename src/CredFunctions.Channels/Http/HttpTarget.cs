namespace CredFunctions.Channels.Http;

/// <summary>Where a request goes.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Secrets">Takes the channel's secrets out of what is shown.</param>
/// <param name="ChecksRevocation">Whether a certificate that its issuer revoked is looked for.</param>
/// <param name="KnowsCopies">Whether the receiver recognises a second copy, so that one may be sent when an answer is lost.</param>
internal sealed record HttpTarget(string Channel, SecretFreeText Secrets, bool ChecksRevocation, bool KnowsCopies);
