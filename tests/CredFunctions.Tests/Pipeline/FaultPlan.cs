namespace CredFunctions.Tests.Pipeline;

/// <summary>What goes wrong, and when: at every call to store, queues, inbox and channel it is asked once before and once after.</summary>
internal sealed class FaultPlan(Random? random = null)
{
    private int calls;

    /// <summary>The calls so far.</summary>
    public int Calls => calls;

    /// <summary>The call around which the process dies, from 1; 0 for none.</summary>
    public int CrashAtCall { get; init; }

    /// <summary>Whether it dies after the call was carried out.</summary>
    public bool CrashAfter { get; init; }

    /// <summary>How often, out of a thousand calls, the process dies in a random plan.</summary>
    public int CrashesPerThousand { get; init; }

    /// <summary>How often, out of a thousand calls, another message is handled in the middle of this one.</summary>
    public int InterleavingsPerThousand { get; init; }

    /// <summary>Ends the process that runs by itself, where there is one.</summary>
    public Action? Kill { get; init; }

    /// <summary>Handles another message in between, set by the world.</summary>
    public Func<Task>? Interleave { get; set; }

    /// <summary>No more faults: what is left has to come right by itself.</summary>
    public bool IsOver { get; set; }

    public async Task<T> CallAsync<T>(string name, Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref calls);
        var fault = Draw(number);
        if (fault is Fault.Interleave && Interleave is not null)
            await Interleave();
        if (fault is Fault.CrashBefore)
            throw Crash($"before call {number}, {name}");

        var result = await call();
        if (fault is Fault.CrashAfter)
            throw Crash($"after call {number}, {name}");
        return result;
    }

    public Task CallAsync(string name, Func<Task> call) => CallAsync(name, async () =>
    {
        await call();
        return true;
    });

    private CrashException Crash(string where)
    {
        Kill?.Invoke();
        return new CrashException(where);
    }

    private Fault Draw(int number)
    {
        if (IsOver)
            return Fault.None;
        if (CrashAtCall > 0)
            return number != CrashAtCall ? Fault.None : CrashAfter ? Fault.CrashAfter : Fault.CrashBefore;
        if (random is null)
            return Fault.None;

        var drawn = random.Next(1000);
        if (drawn < CrashesPerThousand)
            return random.Next(2) == 0 ? Fault.CrashBefore : Fault.CrashAfter;
        return drawn < CrashesPerThousand + InterleavingsPerThousand ? Fault.Interleave : Fault.None;
    }

    private enum Fault
    {
        None,
        CrashBefore,
        CrashAfter,
        Interleave,
    }
}
