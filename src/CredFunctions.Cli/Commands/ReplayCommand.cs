using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>replay</c>.</summary>
internal sealed class ReplayCommand : Command, IHasExamples
{
    private readonly Argument<string> id = new("ID")
    {
        Description = "The id of a report or of a notification; its first digits are enough where no other begins like it.",
    };

    private readonly StoreOptions store = new();
    private readonly Option<string?> source = OptionValues.OnlySourceOption();

    private readonly Option<string?> folder = new("--folder")
    {
        HelpName = "FOLDER",
        Description = "The watched folder, in which the file of a report lies.",
    };

    public ReplayCommand(CommandEnvironment environment)
        : base("replay", "Reads a report again, or sends a notification again.")
    {
        Arguments.Add(id);
        store.AddTo(this);
        Options.Add(folder);
        Options.Add(source);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed, environment, cancellationToken));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions replay 88aa1122 --state inbox/audit.db",
        "credfunctions replay 1f00ab2c --state inbox/audit.db --folder inbox",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "A report that was rejected or incomplete is read as if it had arrived anew; the",
        "latest complete one is assessed again when the policy has changed since. One",
        "that was withdrawn, or came too late for one that was, is recorded now.",
        "",
    ];

    private async Task<int> RunAsync(
        OpenedStore records, ParseResult parsed, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var replay = new Replay(records, parsed.GetValue(folder), environment.Time);
        var sentence = await replay.RunAsync(parsed.GetRequiredValue(id), parsed.GetValue(source), cancellationToken);
        await using var writer = environment.OpenText();
        await writer.WriteLineAsync(PrintableText.Of(sentence));
        return ExitCode.Done;
    }
}
