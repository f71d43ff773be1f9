using System.CommandLine;

using CredFunctions.Embedded.State;

namespace CredFunctions.Cli.Commands;

internal sealed class BackupCommand : DocumentedCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "The file to write. It must not exist yet." };

    private readonly Option<string> state = OptionValues.Required("--state", "FILE", "The file that scan or watch keeps its state in.");

    public BackupCommand(CommandEnvironment environment)
        : base(
            "backup", "Copies the state into one file, even while a watch uses it.",
            ["credfunctions backup backups/audit-2026-11-01.db --state inbox/audit.db"],
            """
            To restore a backup, end the watch, remove the state with its -wal and -shm
            files, and copy the backup to its place; docs/backup.md has the steps.
            """)
    {
        Add(file);
        Add(state);
        SetAction(parsed =>
        {
            var (from, to) = (parsed.GetRequiredValue(state), parsed.GetRequiredValue(file));
            using var opened = StateFile.OpenExisting(from);
            opened.BackUp(to);
            using var writer = environment.OpenText();
            writer.WriteLine(PrintableText.Of($"\"{to}\" is a whole copy of \"{from}\" as it is now."));
            return ExitCode.Done;
        });
    }
}
