using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

/// <summary>The two options, of which one names the place of the records.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> state = new("--state")
    {
        HelpName = "FILE",
        Description = "The file that scan or watch keeps its state in.",
    };

    private readonly Option<string?> storage = new("--storage")
    {
        HelpName = "ADDRESS",
        Description = "Instead of it, the storage account of an installation in Azure: its URL, read as the signed-in user, "
            + "or its connection string.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(state);
        command.Options.Add(storage);
    }

    /// <summary>The path of something that lies beside the state file.</summary>
    public string BesideState(ParseResult parsed, string name) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(parsed.GetRequiredValue(state)!))!, name);

    /// <exception cref="CommandException">None or both are given, or what they name cannot be opened.</exception>
    public OpenedStore Open(ParseResult parsed) => (parsed.GetValue(state), parsed.GetValue(storage)) switch
    {
        ({ } file, null) => OpenedStore.OfState(file),
        (null, { } address) => OpenedStore.OfStorage(address),
        (null, null) => throw new CommandException(
            ExitCode.Usage, "Name the place of the records: --state with the file that scan or watch keeps, or --storage with a storage "
                + "account."),
        _ => throw new CommandException(ExitCode.Usage, "--state and --storage are two places: name one of them."),
    };
}
