namespace CredFunctions.Embedded.Inbox;

/// <summary>A report that has arrived.</summary>
/// <param name="Source">The main account it is of.</param>
/// <param name="Name">Its name in the inbox.</param>
internal sealed record Arrival(string Source, string Name);
