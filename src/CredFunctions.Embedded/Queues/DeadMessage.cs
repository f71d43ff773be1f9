namespace CredFunctions.Embedded.Queues;

/// <summary>A message that its handler failed on too often. What it hinted at can be read from the state at the next start.</summary>
/// <param name="Message">The message.</param>
/// <param name="Reason">Why the last try failed.</param>
internal sealed record DeadMessage(object Message, string Reason);
