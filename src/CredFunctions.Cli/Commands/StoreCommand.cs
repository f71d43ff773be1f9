using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

/// <summary>A command that works on records: two options, of which one names their place.</summary>
internal abstract class StoreCommand : DocumentedCommand
{
    private readonly Option<string?> state = OptionValues.Text("--state", "FILE", "The file that scan or watch keeps its state in.");

    private readonly Option<string?> storage = OptionValues.Text(
        "--storage", "ADDRESS", "In place of --state, the storage account of an installation on Azure: its URL, read as the "
            + "signed-in user, or its connection string.");

    protected StoreCommand(string name, string description, CommandEnvironment environment, string[] examples, string notes = "")
        : base(name, description, examples, notes)
    {
        Environment = environment;
        Add(state);
        Add(storage);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var records = Open(parsed);
            return await OpenedStore.UseAsync(() => RunAsync(records, parsed, cancellationToken));
        });
    }

    protected CommandEnvironment Environment { get; }

    /// <summary>Gives the exit code.</summary>
    protected abstract Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken);

    /// <summary>One line on stdout.</summary>
    protected async Task<int> WriteAsync(string sentence)
    {
        await using var writer = Environment.OpenText();
        await writer.WriteLineAsync(sentence);
        return ExitCode.Done;
    }

    // A state that an environment variable names gives way to --storage.
    private OpenedStore Open(ParseResult parsed) => (parsed.GetValue(state), parsed.GetValue(storage)) switch
    {
        ({ } file, null) => OpenedStore.OfState(file),
        (_, { } address) when parsed.GetResult(state) is null or { Implicit: true } => OpenedStore.OfStorage(address),
        (null, null) => throw new CommandException(
            "Name the records: --state with the file that scan or watch keeps, or --storage with a storage account."),
        _ => throw new CommandException("--state and --storage are two places: name one of them."),
    };
}
