namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// Finds the files that have arrived in the watched folder, and moves those that cannot be reports to <c>rejected</c> with the
/// reason. For one thread.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="looks">Knows which files have stopped growing.</param>
/// <param name="source">The source of files that lie in no folder of their own.</param>
/// <param name="warn">Receives one sentence about each file that is not a report or cannot be read, once.</param>
/// <param name="asOf">What is given as the as-of of every file, which decides their order; null for nothing.</param>
internal sealed class Arrivals(WatchedFolder folder, FileLooks looks, string source, Action<string> warn, string? asOf = null)
{
    private readonly FileArchive archive = new(folder, looks.Time);
    private readonly Dictionary<string, Handed> handed = new(StringComparer.Ordinal);
    private HashSet<string> reported = new(StringComparer.Ordinal);
    private HashSet<string> troubles = new(StringComparer.Ordinal);

    /// <summary>The files that were still being written at the last look.</summary>
    public IReadOnlyList<string> Growing { get; private set; } = [];

    /// <summary>Whether the last look found something that cannot be read or moved away.</summary>
    public bool HasTroubles => troubles.Count > 0;

    /// <summary>Whether a look moved away a file that cannot be a report.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>
    /// What has arrived, or was accepted, since the last look. The earliest comes first: that is the order in which a source's
    /// reports have to be read.
    /// </summary>
    public IReadOnlyList<Arrival> Look()
    {
        troubles = new HashSet<string>(StringComparer.Ordinal);
        var names = folder.Names((name, why) => troubles.Add($"\"{name}\" {why}"));
        foreach (var path in folder.Misplaced())
            troubles.Add($"\"{path}\" is not in \"reports\", so it is not read: move it to \"reports/SOURCE\", or out of the folder.");
        var growing = new List<string>();
        var arrived = new List<(DateTimeOffset Time, Arrival Report)>();
        foreach (var name in names)
        {
            if (VersionOf(name) is not { } version)
                continue;
            if (!looks.HasSettled(name, version))
                growing.Add(name);
            else if (InboxName.WhyNoReport(name) is { } reason)
                Refuse(name, version, reason);
            else if (IsNew(name, version, growing))
                arrived.Add((InboxName.TimeOf(name, version, asOf), new Arrival(InboxName.SourceOf(name, source), name)));
        }

        looks.KeepOnly(names.ToHashSet(StringComparer.Ordinal));
        foreach (var gone in handed.Keys.Except(names, StringComparer.Ordinal).ToList())
            handed.Remove(gone);
        foreach (var trouble in troubles.Except(reported, StringComparer.Ordinal))
            warn(trouble);
        reported = troubles;
        Growing = growing;
        return [.. arrived.OrderBy(file => file.Time).Select(file => file.Report)];
    }

    private FileVersion? VersionOf(string name)
    {
        var version = folder.VersionOf(name);

        // Gone since, or its name is not valid text, and no program can open it by the name that is shown.
        if (version is null && name.Contains('\uFFFD', StringComparison.Ordinal))
            troubles.Add($"\"{name}\" cannot be opened, since its name is not in UTF-8: give it another.");
        return version;
    }

    private bool IsNew(string name, FileVersion version, List<string> growing)
    {
        var path = folder.PathOf(name)!;
        var now = new Handed(version, File.Exists(path + InboxName.AcceptMarker));
        if (handed.TryGetValue(name, out var before) && before == now)
            return false;

        // Only its marker is new, and this process may have the file open.
        if (before.Version == version)
        {
            handed[name] = now;
            return true;
        }

        try
        {
            // A program that still writes to it may hold a lock.
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            handed[name] = now;
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            troubles.Add($"\"{name}\" cannot be read: permission is denied.");
        }
        catch (FileNotFoundException)
        {
            // Gone since.
        }
        catch (IOException)
        {
            growing.Add(name);
            troubles.Add($"\"{name}\" is in use by another program, and is read once that has closed it.");
        }

        return false;
    }

    // Its folder may not be the name of a source, so it keeps the folder it had.
    private void Refuse(string name, FileVersion version, string reason)
    {
        try
        {
            if (archive.Move(name, version.ToString(), Path.Combine(folder.Rejected, Path.GetDirectoryName(name)!), reason) is { } path)
            {
                HasRefused = true;
                warn($"\"{name}\" is rejected. {reason} It now lies in \"{Path.GetRelativePath(folder.Root, path)}\".");
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            troubles.Add($"\"{name}\" is no report and cannot be moved away: {ex.Message}");
        }
    }

    private readonly record struct Handed(FileVersion Version, bool IsAccepted);
}

/// <summary>A report that has arrived.</summary>
/// <param name="Source">The main account it is of.</param>
/// <param name="Name">Its name in the inbox.</param>
internal sealed record Arrival(string Source, string Name);
