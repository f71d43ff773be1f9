namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// Remembers since when each file has been unchanged. One that was the same at two looks, far enough apart, is no longer
/// being written.
/// </summary>
internal sealed class FileLooks(TimeSpan apart, TimeProvider time)
{
    // How often a requested file may still be growing before the request fails and has to be repeated.
    private const int MaxWaits = 20;

    private readonly Lock gate = new();
    private Dictionary<string, Seen> before = new(StringComparer.Ordinal);

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Looks at a file; whether it has stayed as it is for long enough.</summary>
    public bool HasSettled(string name, FileVersion version)
    {
        lock (gate)
        {
            if (!before.TryGetValue(name, out var seen) || seen.Version != version)
                before[name] = seen = new Seen(version, time.GetTimestamp());
            return time.GetElapsedTime(seen.Since) >= apart;
        }
    }

    /// <summary>Looks at a file until it has stayed as it is for long enough, or is gone.</summary>
    /// <exception cref="IOException">It keeps changing.</exception>
    public async Task UntilSettledAsync(string name, Func<FileVersion?> look, CancellationToken cancellationToken)
    {
        var waits = 0;
        while (look() is { } version && !HasSettled(name, version))
        {
            if (waits++ == MaxWaits)
                throw new IOException($"\"{name}\" is still being written.");
            await Task.Delay(apart, time, cancellationToken);
        }
    }

    /// <summary>Forgets every other file: should one come back under an old name, it has to settle anew.</summary>
    public void KeepOnly(IReadOnlySet<string> names)
    {
        lock (gate)
            before = before.Where(file => names.Contains(file.Key)).ToDictionary(StringComparer.Ordinal);
    }

    private readonly record struct Seen(FileVersion Version, long Since);
}
