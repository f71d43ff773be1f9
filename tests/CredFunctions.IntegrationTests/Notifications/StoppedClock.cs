namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Tells one time for ever; its timers run like any other's, so that a wait still ends.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
