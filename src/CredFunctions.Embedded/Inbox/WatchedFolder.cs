using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// The folder that is watched: reports arrive in <c>reports</c> and are archived in <c>done</c> or <c>rejected</c>; their
/// evidence is in <c>evidence</c>.
/// </summary>
internal sealed class WatchedFolder
{
    /// <summary>The name of the folder with evidence, beside the state.</summary>
    public const string EvidenceFolder = "evidence";

    private WatchedFolder(string root) => Root = root;

    public string Root { get; }

    public string Reports => Path.Combine(Root, "reports");

    public string Done => Path.Combine(Root, "done");

    public string Rejected => Path.Combine(Root, "rejected");

    /// <summary>What an auditor gets of every report.</summary>
    public string Evidence => Path.Combine(Root, EvidenceFolder);

    /// <summary>Opens a folder that has to exist, and makes its subfolders.</summary>
    /// <exception cref="EngineException">It does not exist, or cannot be used.</exception>
    public static WatchedFolder Open(string path)
    {
        // A misspelled name must not become a folder that no report ever arrives in.
        if (File.Exists(path))
            throw new EngineException($"\"{path}\" is a file: name the folder to watch.");
        if (!Directory.Exists(path))
            throw new EngineException($"\"{path}\" does not exist: create the folder first, or check the path.");

        var folder = new WatchedFolder(Path.GetFullPath(path));
        try
        {
            foreach (var part in (string[])[folder.Reports, folder.Done, folder.Rejected])
                folder.Make(part);
            return folder;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"\"{path}\" cannot be used: {ex.Message}");
        }
    }

    /// <summary>Where a file of the inbox lies; null for a name that leads out of it.</summary>
    public string? PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Reports, name));
        return path.StartsWith(Reports + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    /// <summary>The version of a file of the inbox; null when none lies there, or a link leads to it.</summary>
    public FileVersion? VersionOf(string name) =>
        PathOf(name) is { } path && LinkOnTheWayTo(path) is null && !SpecialFile.Is(path) ? FileVersion.Of(path) : null;

    /// <summary>Makes a folder in this one, private to its owner; one that is there stays as it is.</summary>
    /// <exception cref="IOException">A link stands in its way.</exception>
    public void Make(string path)
    {
        if (LinkOnTheWayTo(path) is { } link)
            throw new IOException($"\"{link}\" is a link, which is not followed: make it a folder.");
        PrivateFile.MakeFolder(path);
    }

    /// <summary>Every file in a folder of this one, and below it; links are not followed.</summary>
    public IEnumerable<string> FilesIn(string path) => Directory.Exists(path) && LinkOnTheWayTo(path) is null
        ? Directory.EnumerateFiles(
                path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => !SpecialFile.Is(file))
        : [];

    /// <summary>The paths of a source's reports in <c>done</c> and <c>rejected</c>.</summary>
    public IEnumerable<string> ArchivedFilesOf(string source) => ((string[])[Done, Rejected])
        .Select(each => Path.Combine(each, source))
        .SelectMany(FilesIn)
        .Where(path => !path.EndsWith(FileArchive.Reason, StringComparison.Ordinal));

    /// <summary>The name of every file under <c>reports</c>, in the order of the names.</summary>
    /// <param name="trouble">Receives what could not be read: a path, and why.</param>
    public IReadOnlyList<string> Names(Action<string, string> trouble)
    {
        var names = new List<string>();
        Collect(new DirectoryInfo(Reports), "", names, trouble);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Reports that nothing reads, since they lie in the folder itself or in one beside <c>reports</c>.</summary>
    public IReadOnlyList<string> Misplaced()
    {
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
            MatchCasing = MatchCasing.CaseInsensitive,
        };
        try
        {
            return
            [
                .. Directory.EnumerateDirectories(Root, "*", options)
                    .Except([Reports, Done, Rejected, Evidence], StringComparer.Ordinal)
                    .Prepend(Root)
                    .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + InboxName.Report, options))
                    .Where(file => !SpecialFile.Is(file) && BeginsAsReport(file))
                    .Select(file => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/')),
            ];
        }
        catch (IOException)
        {
            // Removed meanwhile. What is wrong with the folder itself, Names reports.
            return [];
        }
    }

    // Other tables may lie there, such as the roster. In UTF-16, every second byte is zero.
    private static bool BeginsAsReport(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> head = stackalloc byte[128];
            head = head[..RandomAccess.Read(file, head, 0)];
            return Encoding.Latin1.GetString(head).Replace("\0", "", StringComparison.Ordinal)
                .Contains(Columns.NameOf(Column.AccountId), StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The folder itself may be one: the operator named it.
    private string? LinkOnTheWayTo(string path)
    {
        for (var part = path; part.Length > Root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
                return part;
        }

        return null;
    }

    private static void Collect(DirectoryInfo folder, string prefix, List<string> names, Action<string, string> trouble)
    {
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                var name = prefix + entry.Name;
                if (InboxName.IsPassedOver(name))
                    continue;
                if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    trouble(name, "is a link, which is not followed: put the file itself there.");
                else if (SpecialFile.Is(entry.FullName))
                    trouble(name, "is a pipe, a socket or a device, and passed over: put the report itself there.");
                else if (entry is DirectoryInfo inner)
                    Collect(inner, $"{name}/", names, trouble);
                else
                    names.Add(name);
            }
        }
        catch (UnauthorizedAccessException)
        {
            trouble(prefix.Length == 0 ? "reports" : prefix, "cannot be looked into: permission is denied.");
        }
        catch (DirectoryNotFoundException) when (prefix.Length > 0)
        {
            // It was removed while its parent was being read.
        }
        catch (IOException ex)
        {
            trouble(prefix.Length == 0 ? "reports" : prefix, $"cannot be looked into: {ex.Message}");
        }
    }
}
