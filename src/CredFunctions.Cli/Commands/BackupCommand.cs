using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

internal sealed class BackupCommand : StoreCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "The file to write. It must not exist yet." };

    public BackupCommand(CommandEnvironment environment)
        : base(
            "backup", "Copies the state into one file, even while it is in use.", environment,
            [
                "credfunctions backup backups/audit-2026-11-01.db --state inbox/audit.db",
                "credfunctions backup backups/2026-11-01.gz --storage https://acme.blob.core.windows.net",
            ],
            """
            To restore a state file, end the watch, remove the state with its -wal and -shm
            files, and copy the backup to its place. "restore" restores a storage account.
            docs/backup.md has the steps.
            """) => Add(file);

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken) =>
        await WriteAsync(PrintableText.Of(await records.BackUpAsync(parsed.GetRequiredValue(file), cancellationToken)));
}
