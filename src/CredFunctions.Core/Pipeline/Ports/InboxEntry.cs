namespace CredFunctions.Pipeline.Ports;

/// <summary>A file in the inbox.</summary>
/// <param name="Source">The main account it is of.</param>
/// <param name="Name">Its name in the inbox.</param>
public sealed record InboxEntry(string Source, string Name);
