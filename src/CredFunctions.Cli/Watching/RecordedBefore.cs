using CredFunctions.Embedded.Inbox;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Watching;

/// <summary>
/// The reports whose files and evidence show that they were recorded in a watched folder. A state that does not know them has
/// replaced another one, and would report every finding as opened.
/// </summary>
internal sealed class RecordedBefore
{
    private readonly string state;
    private readonly string reports;
    private readonly string done;
    private readonly string evidence;
    private readonly HashSet<string> withEvidence;
    private readonly bool hasDone;

    /// <param name="folder">The folder.</param>
    /// <param name="given">How the operator named it.</param>
    /// <param name="state">The state file.</param>
    public RecordedBefore(WatchedFolder folder, string given, string state)
    {
        this.state = state;
        (reports, done, evidence) = (Shown(folder.Reports), Shown(folder.Done), Shown(folder.Evidence));
        withEvidence = Folders(folder.Evidence).SelectMany(Folders)
            .Select(path => EvidenceName.ShortIdIn(Path.GetFileName(path))).ToHashSet(StringComparer.Ordinal);
        hasDone = folder.FilesIn(folder.Done).Any(path => ArchiveName.ArchivedBefore(Path.GetFileName(path)) is not null);

        string Shown(string path) => Path.Combine(given, Path.GetFileName(path));
    }

    /// <exception cref="CommandException">The state knows none of them.</exception>
    public void Refuse(IReadOnlySet<string> known)
    {
        if (known.Count > 0 || (withEvidence.Count == 0 && !hasDone))
            return;

        var where = withEvidence.Count > 0 ? evidence : done;
        throw new CommandException(
            $"\"{state}\" knows no report, but \"{where}\" holds some that were recorded: restore the state from a backup, "
                + "name it with --state, or begin a new one with --new-state, where every finding counts as opened.");
    }

    /// <summary>A sentence about those that the state does not know; null where it knows all.</summary>
    public string? Sentence(IReadOnlySet<string> known)
    {
        var unknown = withEvidence.Count(report => !known.Any(id => id.StartsWith(report, StringComparison.Ordinal)));
        return unknown == 0 ? null
            : $"\"{state}\" does not know {Counted.Number(unknown)} of {Counted.Of(withEvidence.Count, "report")} in \"{evidence}\", "
                + $"so it is older than they are: move their files from \"{done}\" back to \"{reports}\" to record them again.";
    }

    private static IEnumerable<string> Folders(string path) => Directory.Exists(path)
        ? Directory.EnumerateDirectories(path).Where(each => !Path.GetFileName(each).StartsWith('.'))
        : [];
}
