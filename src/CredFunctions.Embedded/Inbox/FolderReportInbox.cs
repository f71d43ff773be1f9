using CredFunctions.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// Reports as files in a folder. A file is read once it has stopped growing; its as-of is when it was last written, or the time in
/// its name. It is archived when it is finished.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="looks">Knows which files have stopped growing.</param>
/// <param name="sourceOfNoFolder">The source of files that lie in no folder of their own.</param>
/// <param name="asOf">What is given as the as-of of every file: <see cref="ReportAsOf.FromName"/>, or null for nothing.</param>
internal sealed class FolderReportInbox(WatchedFolder folder, FileLooks looks, string sourceOfNoFolder, string? asOf = null) : IReportInbox
{
    private readonly FileArchive archive = new(folder, looks.Time);

    public async Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken)
    {
        if (folder.PathOf(name) is not { } path || InboxName.SourceOf(name, sourceOfNoFolder) != source)
            return null;

        await looks.UntilSettledAsync(name, () => folder.VersionOf(name), cancellationToken);
        if (folder.VersionOf(name) is null)
            return null;

        try
        {
            return ReportOf(new SteadyFile(path, name)) with { GivenAsOf = asOf, AsOfSetting = "--as-of", IsAccepted = IsAccepted(name) };
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken)
    {
        // It may still be where it arrived.
        string?[] paths = [folder.PathOf(name), .. folder.ArchivedFilesOf(source)];
        foreach (var path in paths.OfType<string>().Where(File.Exists))
        {
            var file = new SteadyFile(path, name);
            if (ReportFile.Sha256Of(file) == sha256)
            {
                file.Position = 0;
                return Task.FromResult<InboxReport?>(ReportOf(file));
            }

            file.Dispose();
        }

        return Task.FromResult<InboxReport?>(null);
    }

    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) =>
        Reports().Select(file => InboxName.SourceOf(file.Name, sourceOfNoFolder)).Distinct(StringComparer.Ordinal).ToAsyncEnumerable();

    /// <summary>Every report of a source, the earliest first.</summary>
    public IAsyncEnumerable<InboxEntry> ListAsync(string source, CancellationToken cancellationToken) =>
        Reports().Where(file => InboxName.SourceOf(file.Name, sourceOfNoFolder) == source)
            .OrderBy(file => InboxName.TimeOf(file.Name, file.Version, asOf))
            .Select(file => new InboxEntry(
                file.Name, file.Version.ToString(), new DateTimeOffset(file.Version.WrittenAt), IsAccepted(file.Name),
                !looks.HasSettled(file.Name, file.Version)))
            .ToAsyncEnumerable();

    public Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellationToken)
    {
        archive.Move(name, version, Path.Combine(folder.Rejected, source), reason);
        return Task.CompletedTask;
    }

    public Task FinishAsync(string source, string name, string version, CancellationToken cancellationToken)
    {
        archive.Move(name, version, Path.Combine(folder.Done, source), reason: null);
        return Task.CompletedTask;
    }

    /// <summary>Archives it. A file of a backlog is old when it arrives, and its keep time has only begun.</summary>
    public Task RemoveAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        FinishAsync(source, name, version, cancellationToken);

    /// <summary>Removes what was archived before an instant. A file that another program put there stays.</summary>
    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var old = ((string[])[folder.Done, folder.Rejected])
            .SelectMany(folder.FilesIn)
            .Where(path => ArchiveName.ArchivedBefore(Path.GetFileName(path)) <= before.UtcDateTime)
            .Take(most).ToList();
        old.ForEach(File.Delete);
        return Task.FromResult(old.Count);
    }

    private static InboxReport ReportOf(SteadyFile file) =>
        new(file.Version.ToString(), file, new DateTimeOffset(file.Version.WrittenAt));

    private bool IsAccepted(string name) => File.Exists(folder.PathOf(name) + InboxName.AcceptMarker);

    private IEnumerable<(string Name, FileVersion Version)> Reports() => folder.Names((_, _) => { })
        .Where(name => InboxName.WhyNoReport(name) is null)
        .Select(name => (Name: name, Version: folder.VersionOf(name)))
        .Where(file => file.Version is not null)
        .Select(file => (file.Name, file.Version!.Value));
}
