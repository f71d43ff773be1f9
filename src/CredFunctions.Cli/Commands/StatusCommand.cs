using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;
using CredFunctions.Notifications;

namespace CredFunctions.Cli.Commands;

internal sealed class StatusCommand : StoreCommand
{
    private readonly Option<OutputFormat> format = OptionValues.Format();

    public StatusCommand(CommandEnvironment environment)
        : base(
            "status", "Lists the reports that are not finished and the notifications that did not arrive.", environment,
            [
                "credfunctions status --state audit.db",
                "credfunctions status --state inbox/audit.db --format json",
                "credfunctions status --storage https://acme.blob.core.windows.net",
            ],
            """
            Exit codes, the first that applies:
              2   wrong usage, or records that do not exist or are unreachable
              3   a report is held
              4   a report is not finished, or a notification was not sent, was given up or
                  is unconfirmed
              0   none of these; a source may be overdue
            """) => Add(format);

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var now = Environment.Time.GetUtcNow();
        var sources = await SourceStatus.ReadAsync(records, cancellationToken);
        var unsent = await records.Store.ReadNotificationsAsync(cancellationToken)
            .Where(notification => notification.Status is not NotificationStatus.Sent)
            .OrderBy(notification => notification.CreatedAt).ThenBy(notification => notification.Id, StringComparer.Ordinal)
            .ToListAsync(cancellationToken);
        if (parsed.GetValue(format) is OutputFormat.Json)
        {
            RecordsJson.Write(Environment.Output, RecordsJson.Status(sources, unsent, now));
        }
        else
        {
            await using var writer = Environment.OpenText();
            new StatusPage(new Page(writer, Environment), records.Option, now).Write(sources, unsent);
        }

        return sources.Any(source => source.Held.Count > 0) ? ExitCode.Rejected
            : sources.Any(source => source.IsUnfinished) || unsent.Count > 0 ? ExitCode.Unfinished
            : ExitCode.Done;
    }
}
