using System.CommandLine;

using CredFunctions.Embedded.State;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>backup</c>.</summary>
internal sealed class BackupCommand : Command, IHasExamples
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "The file to write, which must not be there yet.",
    };

    private readonly Option<string> state = new("--state")
    {
        HelpName = "FILE",
        Description = "The file that scan or watch keeps its state in.",
        Required = true,
    };

    public BackupCommand(CommandEnvironment environment)
        : base("backup", "Copies a state into one file, while a watch goes on working with it.")
    {
        Arguments.Add(file);
        Options.Add(state);
        SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(state), parsed.GetRequiredValue(file), environment));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions backup backups/audit-2026-11-01.db --state inbox/audit.db",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "To restore a backup, end the watch, remove the state with its -wal and -shm",
        "files, and copy the backup to its place; docs/backup.md has the steps.",
        "",
    ];

    private static async Task<int> RunAsync(string from, string to, CommandEnvironment environment)
    {
        using var opened = StateFile.OpenExisting(from);
        opened.BackUp(to);
        await using var writer = environment.OpenText();
        await writer.WriteLineAsync(PrintableText.Of($"\"{to}\" is a whole copy of \"{from}\" as it is now."));
        return ExitCode.Done;
    }
}
