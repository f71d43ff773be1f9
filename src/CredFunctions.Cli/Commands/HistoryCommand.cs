using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning;
using CredFunctions.Cli.Terminal;
using CredFunctions.Notifications;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>history</c>.</summary>
internal sealed class HistoryCommand : Command, IHasExamples
{
    private readonly Argument<string?> source = new("SOURCE")
    {
        Description = "The source whose reports are listed; without it, every one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly StoreOptions store = new();

    private readonly Option<bool> all = new("--all")
    {
        Description = "Every report, not only the latest 20 of each source. JSON always has all.",
    };

    private readonly Option<OutputFormat> format = OptionValues.FormatOption();

    public HistoryCommand(CommandEnvironment environment)
        : base("history", "Lists the reports of each source, and what became of them.")
    {
        Arguments.Add(source);
        store.AddTo(this);
        Options.Add(all);
        Options.Add(format);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed, environment, cancellationToken));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions history --state audit.db",
        "credfunctions history company-a --state audit.db --format json",
        "credfunctions history --storage https://acme.blob.core.windows.net",
    ];

    public IReadOnlyList<string> Notes { get; } = [""];

    private async Task<int> RunAsync(
        OpenedStore opened, ParseResult parsed, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var wanted = parsed.GetValue(source);
        var sources = await SourceHistory.ReadAsync(opened.Store, wanted, cancellationToken);
        var undelivered = await opened.Store.ReadNotificationsAsync(cancellationToken)
            .Where(notification => notification.Status is NotificationStatus.Failed or NotificationStatus.Unconfirmed)
            .Where(notification => wanted is null || notification.Source == wanted)
            .OrderBy(notification => notification.CreatedAt)
            .ToListAsync(cancellationToken);
        if (parsed.GetValue(format) is OutputFormat.Json)
        {
            HistoryJson.Write(environment.Output, sources, undelivered);
            return ExitCode.Done;
        }

        await using var writer = environment.OpenText();
        HistoryPage.Write(new Page(writer, environment), sources, undelivered, opened.Option, parsed.GetValue(all));
        return ExitCode.Done;
    }
}
