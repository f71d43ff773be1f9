using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning;
using CredFunctions.Cli.Terminal;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>show</c>.</summary>
internal sealed class ShowCommand : Command, IHasExamples
{
    private readonly Argument<string> account = new("ACCOUNT")
    {
        Description = "The id of an account, or its user name.",
    };

    private readonly StoreOptions store = new();
    private readonly Option<string?> source = OptionValues.OnlySourceOption();
    private readonly Option<DateTimeOffset?> on = new("--on")
    {
        HelpName = "DATE",
        Description = "As it stood on a past date, by the last report until then: like 2026-11-01, the whole day in +08:00, "
            + "or \"2026-11-01 12:00\".",
        CustomParser = OptionValues.On,
    };

    private readonly Option<string?> evidence = new("--evidence")
    {
        HelpName = "DIR",
        Description = "Where --on reads it: the folder that scan --out or watch wrote evidence to. [default: evidence beside the state]",
    };

    private readonly Option<OutputFormat> format = OptionValues.FormatOption();

    public ShowCommand(CommandEnvironment environment)
        : base("show", "Shows everything known of an account: its findings and their life, changes, what was not assessed.")
    {
        Arguments.Add(account);
        store.AddTo(this);
        Options.Add(source);
        Options.Add(on);
        Options.Add(evidence);
        Options.Add(format);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed, environment, cancellationToken));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions show ci-deploy --state audit.db",
        "credfunctions show 100000000003 --state audit.db --source acme --format json",
        "credfunctions show ci-deploy --state audit.db --on 2026-11-01",
        "credfunctions show ci-deploy --storage https://acme.blob.core.windows.net",
    ];

    public IReadOnlyList<string> Notes { get; } = [""];

    private Task<IReadOnlyList<FoundAccount>> FindAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, of) = (parsed.GetRequiredValue(account), parsed.GetValue(source));
        if (parsed.GetValue(on) is not { } until)
            return new AccountLookup(records.Store).FindAsync(name, of, cancellationToken);

        IEvidenceStore files = records.Azure is { } azure
            ? azure.Evidence
            : new FolderEvidenceStore(parsed.GetValue(evidence) ?? store.BesideState(parsed, WatchedFolder.EvidenceFolder));
        return new PastAccounts(records.Store, files, until).FindAsync(name, of, cancellationToken);
    }

    private async Task<int> RunAsync(
        OpenedStore records, ParseResult parsed, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var accounts = await FindAsync(records, parsed, cancellationToken);
        if (parsed.GetValue(format) is OutputFormat.Json)
        {
            AccountJson.Write(environment.Output, accounts);
            return ExitCode.Done;
        }

        await using var writer = environment.OpenText();
        var page = new Page(writer, environment);
        foreach (var (number, found) in accounts.Index())
        {
            if (number > 0)
                page.BlankLine();
            new AccountPage(page, environment.Time.GetUtcNow()).Write(found);
        }

        return ExitCode.Done;
    }
}
