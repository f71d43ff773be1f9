namespace CredFunctions.Ports;

/// <summary>A file in the inbox.</summary>
/// <param name="Name">Its name in the inbox.</param>
/// <param name="Version">Distinguishes this upload from a later one of the same name, as <see cref="InboxReport.Version"/> does.</param>
/// <param name="ModifiedAt">When it was written.</param>
/// <param name="IsAccepted">Whether its sender accepts the report although it would be held.</param>
/// <param name="IsGrowing">Whether it may still be written to, so that it is not to be opened yet.</param>
public sealed record InboxEntry(string Name, string Version, DateTimeOffset ModifiedAt, bool IsAccepted = false, bool IsGrowing = false);
