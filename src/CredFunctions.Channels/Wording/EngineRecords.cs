namespace CredFunctions.Channels.Wording;

/// <summary>Where the engine that sends keeps its records, for the commands that a notification recommends.</summary>
/// <param name="Option">The option of the command, such as <c>--state audit.db</c>.</param>
/// <param name="AreInStorage">Whether they are in a storage account, where a blob's metadata can accept a report too.</param>
public sealed record EngineRecords(string Option, bool AreInStorage);
