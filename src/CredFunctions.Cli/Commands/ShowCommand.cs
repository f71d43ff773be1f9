using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning;
using CredFunctions.Cli.Terminal;

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
    private readonly Option<OutputFormat> format = OptionValues.FormatOption();

    public ShowCommand(Surroundings surroundings)
        : base("show", "Shows everything known of an account: its findings and their life, changes, what was not assessed.")
    {
        Arguments.Add(account);
        store.AddTo(this);
        Options.Add(source);
        Options.Add(format);
        SetAction(async (parsed, cancellation) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed, surroundings, cancellation));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions show ci-deploy --state audit.db",
        "credfunctions show 100000000003 --state audit.db --source acme --format json",
        "credfunctions show ci-deploy --storage https://acme.blob.core.windows.net",
    ];

    public IReadOnlyList<string> Notes { get; } = [""];

    private async Task<int> RunAsync(OpenedStore records, ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var accounts = await new AccountLookup(records.Store).FindAsync(parsed.GetRequiredValue(account), parsed.GetValue(source), cancellation);
        if (parsed.GetValue(format) is OutputFormat.Json)
        {
            AccountJson.Write(surroundings.Output, accounts);
            return ExitCode.Done;
        }

        await using var writer = surroundings.OpenText();
        var page = new Page(writer, surroundings);
        foreach (var (number, found) in accounts.Index())
        {
            if (number > 0)
                page.BlankLine();
            new AccountPage(page, surroundings.Time.GetUtcNow()).Write(found);
        }

        return ExitCode.Done;
    }
}
