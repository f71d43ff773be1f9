namespace CredFunctions.Embedded.Queues;

/// <summary>A message on its way to its handler.</summary>
/// <param name="Message">The message.</param>
/// <param name="Tries">How often its handler failed on it.</param>
/// <param name="VisibleAt">When it may be taken.</param>
internal sealed record QueuedMessage(object Message, int Tries, DateTimeOffset VisibleAt);
