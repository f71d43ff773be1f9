namespace CredFunctions.Pipeline.Messages;

/// <summary>Deliver a notification.</summary>
/// <param name="NotificationId">Which.</param>
/// <param name="Channel">The channel it goes to: the session, so that a channel has one sender at a time.</param>
/// <param name="Attempt">How often it was tried before.</param>
public sealed record NotificationMessage(string NotificationId, string Channel, int Attempt);
