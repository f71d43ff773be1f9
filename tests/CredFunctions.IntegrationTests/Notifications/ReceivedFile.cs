namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>A file that came with a mail.</summary>
internal sealed record ReceivedFile(string Filename, string ContentType, byte[] Content);
