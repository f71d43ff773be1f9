namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Stands still but for what a test moves it by; its timers run, so that a wait still ends, and so many times as fast.</summary>
internal sealed class StoppedClock(DateTimeOffset now, int speed = 1) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void Later(TimeSpan by) => now += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(base.CreateTimer(callback, state, Faster(dueTime, speed), Faster(period, speed)), speed);

    private static TimeSpan Faster(TimeSpan wait, int speed) => wait == Timeout.InfiniteTimeSpan ? wait : wait / speed;

    private sealed class FastTimer(ITimer timer, int speed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Faster(dueTime, speed), Faster(period, speed));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
