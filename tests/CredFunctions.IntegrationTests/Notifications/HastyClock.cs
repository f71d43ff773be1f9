namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>A clock by which pauses end a hundred times sooner, and a deadline when the test ends it.</summary>
/// <param name="now">Its time; null for that of the machine.</param>
internal sealed class HastyClock(Func<DateTimeOffset>? now = null) : TimeProvider
{
    private readonly List<ITimer> deadlines = [];

    public override DateTimeOffset GetUtcNow() => now?.Invoke() ?? base.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isPause = dueTime < TimeSpan.FromSeconds(20);
        var timer = base.CreateTimer(callback, state, isPause ? dueTime / 100 : Timeout.InfiniteTimeSpan, period);
        if (!isPause)
            deadlines.Add(timer);
        return timer;
    }

    /// <summary>Ends the deadlines that run.</summary>
    public void Expire() => deadlines.ForEach(timer => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
}
