namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>A request that arrived.</summary>
internal sealed record HttpArrival(DateTimeOffset At, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
