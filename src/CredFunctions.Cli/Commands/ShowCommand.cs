using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Commands;

internal sealed class ShowCommand : StoreCommand
{
    private readonly Argument<string> account = new("ACCOUNT") { Description = "The id or user name of an account." };

    private readonly Option<string?> source = OptionValues.OnlySource();

    private readonly Option<DateTimeOffset?> on = new("--on")
    {
        HelpName = "DATE",
        Description = "Show the account as it stood on a past date, by the last report until then: 2026-11-01 (to the end of the day in "
            + "+08:00) or \"2026-11-01 12:00\".",
        CustomParser = OptionValues.ParseOn,
    };

    private readonly Option<string?> evidence = OptionValues.Text(
        "--evidence", "DIR",
        "The folder with the evidence for --on. [default: evidence beside the state]");

    private readonly Option<OutputFormat> format = OptionValues.Format();

    public ShowCommand(CommandEnvironment environment)
        : base(
            "show", "Shows everything that is known about an account: findings, exceptions, changes, checks not assessed.", environment,
            [
                "credfunctions show ci-deploy --state audit.db",
                "credfunctions show 100000000003 --state audit.db --source acme --format json",
                "credfunctions show ci-deploy --state audit.db --on 2026-11-01",
                "credfunctions show ci-deploy --storage https://acme.blob.core.windows.net",
            ])
    {
        Add(account);
        Add(source);
        Add(on);
        Add(evidence);
        Add(format);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var accounts = await FindAsync(records, parsed, cancellationToken);
        if (parsed.GetValue(format) is OutputFormat.Json)
        {
            RecordsJson.Write(Environment.Output, RecordsJson.Accounts(accounts));
            return ExitCode.Done;
        }

        await using var writer = Environment.OpenText();
        var page = new Page(writer, Environment);
        foreach (var (number, found) in accounts.Index())
        {
            if (number > 0)
                page.BlankLine();
            new AccountPage(page, Environment.Time.GetUtcNow()).Write(found.Source, found.State);
        }

        return ExitCode.Done;
    }

    private Task<List<FoundAccount>> FindAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, of) = (parsed.GetRequiredValue(account), parsed.GetValue(source));
        if (parsed.GetValue(on) is not { } until)
            return AccountLookup.FindAsync(records.Store, name, of, cancellationToken);

        IEvidenceStore files = records.Azure is { } azure
            ? azure.Evidence
            : new FolderEvidenceStore(parsed.GetValue(evidence) ?? Path.Combine(records.Folder!, WatchedFolder.EvidenceFolder));
        return new PastAccounts(records.Store, files, until).FindAsync(name, of, cancellationToken);
    }
}
