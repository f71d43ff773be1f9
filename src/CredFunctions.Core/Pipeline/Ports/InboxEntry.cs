namespace CredFunctions.Pipeline.Ports;

/// <summary>A file in the inbox.</summary>
/// <param name="Name">Its name in the inbox.</param>
/// <param name="Version">Tells this upload from a later one of the same name, as <see cref="InboxReport.Version"/> does.</param>
/// <param name="ModifiedAt">When it was written.</param>
/// <param name="DeparturesAccepted">Whether its sender accepted that many accounts are gone.</param>
public sealed record InboxEntry(string Name, string Version, DateTimeOffset ModifiedAt, bool DeparturesAccepted = false);
