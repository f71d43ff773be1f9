using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

internal sealed class RestoreCommand : DocumentedCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "The file that \"backup --storage\" wrote." };

    private readonly Option<string> storage = OptionValues.Required(
        "--storage", "ADDRESS", "The storage account: its URL, used as the signed-in user, or its connection string.");

    public RestoreCommand(CommandEnvironment environment)
        : base(
            "restore", "Writes the backup of a storage account into empty tables.",
            ["credfunctions restore backups/2026-11-01.gz --storage https://acme.blob.core.windows.net"],
            """
            Stop the function app first. Reports that were recorded after the backup are
            found by the next sweep and recorded again; docs/backup.md has the steps.
            """)
    {
        Add(file);
        Add(storage);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var records = OpenedStore.OfStorage(parsed.GetRequiredValue(storage));
            var path = parsed.GetRequiredValue(file);
            using var backup = NamedFile.Open(path, "is a directory: name the backup in it.", () => File.OpenRead(path));
            return await OpenedStore.UseAsync(async () =>
            {
                var rows = await records.Azure!.Backup.RestoreAsync(backup, cancellationToken);
                await using var writer = environment.OpenText();
                await writer.WriteLineAsync(PrintableText.Of(
                    $"{Counted.Of(rows, "row")} of \"{path}\" are restored. Start the function app."));
                return ExitCode.Done;
            });
        });
    }
}
