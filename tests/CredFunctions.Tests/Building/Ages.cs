namespace CredFunctions.Tests.Building;

/// <summary>Ages around a threshold, and whether each is older.</summary>
public static class Ages
{
    /// <summary>"Older" is strict: so many times 24 hours to the tick are not older.</summary>
    public static TheoryData<TimeSpan, bool> Around(int days)
    {
        var threshold = TimeSpan.FromDays(days);
        return new TheoryData<TimeSpan, bool>
        {
            { TimeSpan.Zero, false },
            { threshold - TimeSpan.FromDays(1), false },
            { threshold - TimeSpan.FromSeconds(1), false },
            { threshold - TimeSpan.FromTicks(1), false },
            { threshold, false },
            { threshold + TimeSpan.FromTicks(1), true },
            { threshold + TimeSpan.FromSeconds(1), true },
            { threshold + TimeSpan.FromDays(1), true },
            { TimeSpan.FromDays(9 * 365), true },
        };
    }
}
