using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

internal sealed class ReplayCommand : StoreCommand
{
    private readonly Argument<string> id = new("ID")
    {
        Description = "The id of a report or of a notification; its first digits are enough if they are unique.",
    };

    private readonly Option<string?> source = OptionValues.OnlySource();

    private readonly Option<string?> folder = OptionValues.Text(
        "--folder", "FOLDER", "The watched folder with the file of the report.");

    public ReplayCommand(CommandEnvironment environment)
        : base(
            "replay", "Reads a report again, or sends a notification again.", environment,
            [
                "credfunctions replay 88aa1122 --state inbox/audit.db",
                "credfunctions replay 1f00ab2c --state inbox/audit.db --folder inbox",
            ],
            """
            A rejected or incomplete report is read like a new arrival; the latest complete
            one is assessed again if the policy was edited. A withdrawn report, or one that
            was stale only because of a withdrawn one, is recorded.
            """)
    {
        Add(id);
        Add(folder);
        Add(source);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken) =>
        await WriteAsync(PrintableText.Of(await new Replay(records, parsed.GetValue(folder), Environment.Time)
            .RunAsync(parsed.GetRequiredValue(id), parsed.GetValue(source), cancellationToken)));
}
