using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning;
using CredFunctions.Cli.Terminal;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Evidence.Csv;
using CredFunctions.Languages;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Commands;

internal sealed class ShowCommand : StoreCommand
{
    private readonly Argument<string?> account = new("ACCOUNT")
    {
        Description = "The id or user name of an account. [default: those of --account]",
        Arity = ArgumentArity.ZeroOrOne,
    };

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

    private readonly Option<OutputFormat> format = OptionValues.FindingsFormat();

    private readonly PartOptions part = new();

    public ShowCommand(CommandEnvironment environment)
        : base(
            "show", "Shows everything that is known about accounts: findings, exceptions, changes, checks not assessed, what is due.",
            environment,
            [
                "credfunctions show ci-deploy --state audit.db",
                "credfunctions show 100000000003 --state audit.db --source acme --format json",
                "credfunctions show ci-deploy --state audit.db --on 2026-11-01",
                "credfunctions show --severity high --state audit.db --format csv > high.csv",
                "credfunctions show ci-deploy --storage https://acme.blob.core.windows.net",
            ])
    {
        Add(account);
        Add(source);
        Add(on);
        Add(evidence);
        foreach (var option in part.All)
            Add(option);
        Add(format);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (shown, output, isNamed) = (part.Of(parsed), parsed.GetValue(format), parsed.GetValue(account) is not null);
        if (!isNamed && (shown == new ShownPart() || parsed.GetValue(on) is not null))
            throw new CommandException(parsed.GetValue(on) is null
                ? "Name an account by its id or user name, or several with --account."
                : "--on shows one account: name it by its id or user name.");

        if (output is OutputFormat.Table or OutputFormat.Markdown)
            shown = shown with { Limit = shown.Limit ?? ShownPart.DefaultLimit };
        var list = new Greatest<FoundAccount, AccountRank>(shown.Limit ?? int.MaxValue, AccountRank.Order);
        var all = 0L;
        await foreach (var found in AccountLookup.WithPoliciesAsync(records, Find(records, parsed, cancellationToken), cancellationToken))
        {
            all++;
            if (found.Within(shown) is { } matching)
                list.Add(matching, shown.Order is null && isNamed
                    ? new AccountRank(0, 0, "", -all)
                    : AccountRank.Of(shown.Order ?? AccountOrder.Severity, matching.Shown, all));
        }

        var accounts = list.GreatestFirst;
        if (accounts.Count == list.Seen)
            shown = shown with { Limit = null };
        Write(accounts, accounts.Count == all && !shown.IsFiltered ? null : new ShownCount(accounts.Count, all, shown), output);
        return ExitCode.Done;
    }

    private void Write(IReadOnlyList<FoundAccount> accounts, ShownCount? count, OutputFormat output)
    {
        if (output is OutputFormat.Json)
        {
            RecordsJson.Write(Environment.Output, RecordsJson.Accounts(accounts, count?.Json()));
            return;
        }

        if (output is OutputFormat.Csv)
        {
            var rows = new FindingRows(Environment.Output);
            foreach (var each in accounts)
                rows.Add(each.State, each.State.Findings, each.State.NotAssessed, each.Shown.Run);
            rows.Flush();
            if (count is not null)
                Environment.WriteMessage(count.SentenceOfAll);
            return;
        }

        using var writer = Environment.OpenText();
        if (output is OutputFormat.Markdown)
        {
            if (count is not null)
                writer.WriteLine(MarkdownTable.Inert(count.SentenceOfAll));
            MarkdownTable.Write(writer, [.. accounts.Select(each => each.Shown)], Translation.To(Language.English));
            return;
        }

        var page = new Page(writer, Environment);
        foreach (var (number, found) in accounts.Index())
        {
            if (number > 0)
                page.BlankLine();
            new AccountPage(page, Environment.Time.GetUtcNow(), isWhole: count?.Part.IsOfFindings is not true).Write(found);
        }

        if (count is null)
            return;
        if (accounts.Count > 0)
            page.BlankLine();
        page.Line(count.SentenceOfAll, Styles.Strong);
    }

    private IAsyncEnumerable<FoundAccount> Find(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, of, until) = (parsed.GetValue(account), parsed.GetValue(source), parsed.GetValue(on));
        if (name is null)
            return AccountLookup.AllAsync(records.Store, of, cancellationToken);
        return FindAsync().SelectMany(found => found.ToAsyncEnumerable());

        async IAsyncEnumerable<List<FoundAccount>> FindAsync()
        {
            yield return until is null
                ? await AccountLookup.FindAsync(records.Store, name, of, cancellationToken)
                : await new PastAccounts(records.Store, EvidenceOf(records, parsed), until.Value).FindAsync(name, of, cancellationToken);
        }
    }

    private IEvidenceStore EvidenceOf(OpenedStore records, ParseResult parsed) => records.Azure is { } azure
        ? azure.Evidence
        : new FolderEvidenceStore(parsed.GetValue(evidence) ?? Path.Combine(records.Folder!, WatchedFolder.EvidenceFolder));
}
