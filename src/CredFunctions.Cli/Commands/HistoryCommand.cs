using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;
using CredFunctions.Notifications;

namespace CredFunctions.Cli.Commands;

internal sealed class HistoryCommand : StoreCommand
{
    private readonly Argument<string?> source = new("SOURCE")
    {
        Description = "The source whose reports are listed. [default: all sources]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> all = new("--all")
    {
        Description = "List every report, not only the latest 20 of each source. JSON always lists all.",
    };

    private readonly Option<OutputFormat> format = OptionValues.Format();

    public HistoryCommand(CommandEnvironment environment)
        : base(
            "history", "Lists the reports of each source with their status.", environment,
            [
                "credfunctions history --state audit.db",
                "credfunctions history company-a --state audit.db --format json",
                "credfunctions history --storage https://acme.blob.core.windows.net",
            ])
    {
        Add(source);
        Add(all);
        Add(format);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var wanted = parsed.GetValue(source);
        var sources = await RecordedSource.ReadAsync(records.Store, wanted, cancellationToken);
        var undelivered = await records.Store.ReadNotificationsAsync(cancellationToken)
            .Where(notification => notification.Status is NotificationStatus.Failed or NotificationStatus.Unconfirmed)
            .Where(notification => wanted is null || notification.Source == wanted)
            .OrderBy(notification => notification.CreatedAt)
            .ToListAsync(cancellationToken);
        if (parsed.GetValue(format) is OutputFormat.Json)
        {
            RecordsJson.Write(Environment.Output, RecordsJson.History(sources, undelivered));
            return ExitCode.Done;
        }

        await using var writer = Environment.OpenText();
        HistoryPage.Write(new Page(writer, Environment), sources, undelivered, records.Option, parsed.GetValue(all));
        return ExitCode.Done;
    }
}
