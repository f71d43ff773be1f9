using System.Runtime.CompilerServices;

using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Embedded.Inbox;

/// <summary>
/// Reports as files in a folder. A file is read once it has stopped growing, is as of when it was last written, and is
/// moved away when nothing is left to do with it.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="looks">Knows which files have stopped growing.</param>
/// <param name="sourceOfNoFolder">The source of files that lie in no folder of their own.</param>
internal sealed class FolderReportInbox(WatchedFolder folder, FileLooks looks, string sourceOfNoFolder) : IReportInbox
{
    private readonly PutAside aside = new(folder);

    public async Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellation)
    {
        if (folder.PathOf(name) is not { } path || InboxName.SourceOf(name, sourceOfNoFolder) != source)
            return null;

        await looks.UntilSettledAsync(name, () => FileVersion.Of(path), cancellation);
        try
        {
            var file = new SteadyFile(path, name);
            return new InboxReport(file.Version.ToString(), file, new DateTimeOffset(file.Version.WrittenAt), File.Exists(path + InboxName.AcceptMarker));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Every report that has stopped growing, the earliest first.</summary>
    public async IAsyncEnumerable<InboxEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var settled = folder.Names((_, _) => { })
            .Where(name => InboxName.WhyNoReport(name) is null)
            .Select(name => (Name: name, Version: FileVersion.Of(folder.PathOf(name)!)))
            .Where(file => file.Version is { } version && looks.HasSettled(file.Name, version))
            .OrderBy(file => file.Version!.Value.WrittenAt);
        foreach (var (name, _) in settled)
            yield return new InboxEntry(InboxName.SourceOf(name, sourceOfNoFolder), name);
    }

    public Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellation)
    {
        aside.Move(name, version, Path.Combine(folder.Rejected, source), reason);
        return Task.CompletedTask;
    }

    public Task FinishAsync(string source, string name, string version, CancellationToken cancellation)
    {
        aside.Move(name, version, Path.Combine(folder.Done, source), reason: null);
        return Task.CompletedTask;
    }
}
