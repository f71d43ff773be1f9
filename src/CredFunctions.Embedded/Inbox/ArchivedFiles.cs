namespace CredFunctions.Embedded.Inbox;

/// <summary>The files of reports that were moved out of the inbox.</summary>
internal sealed class ArchivedFiles(WatchedFolder folder)
{
    /// <summary>The paths of a source's files in <c>done</c> and <c>rejected</c>.</summary>
    public IEnumerable<string> Of(string source) => ((string[])[folder.Done, folder.Rejected])
        .Select(each => Path.Combine(each, source))
        .SelectMany(folder.FilesIn)
        .Where(path => !path.EndsWith(FileArchive.Reason, StringComparison.Ordinal));
}
