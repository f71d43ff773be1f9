using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;

namespace CredFunctions.Cli.Commands;

internal sealed class StatusCommand : StoreCommand
{
    // A watch sweeps every hour.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    private readonly Option<bool> monitor = new("--monitor")
    {
        Description = "For a monitor: exit with 4 also when a source is overdue, or no watch swept the state for two hours.",
    };

    private readonly Option<OutputFormat> format = OptionValues.Format();

    public StatusCommand(CommandEnvironment environment)
        : base(
            "status", "Lists the reports that are not finished and the notifications that did not arrive.", environment,
            [
                "credfunctions status --state audit.db",
                "credfunctions status --state inbox/audit.db --format json",
                "credfunctions status --state inbox/audit.db --monitor",
                "credfunctions status --storage https://acme.blob.core.windows.net",
            ],
            """
            Exit codes, the first that applies:
              2   wrong usage, or records that do not exist or are unreachable
              3   a report is held
              4   a report is not finished, or a notification was not sent, was given up or
                  is unconfirmed; with --monitor also a source that is overdue, or no
                  sweep for two hours
              0   none of these; without --monitor a source may be overdue
            """)
    {
        Add(monitor);
        Add(format);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var now = Environment.Time.GetUtcNow();
        var sources = await SourceStatus.ReadAsync(records.Store, records.Policies, cancellationToken);
        var unsent = await Undelivered.AllAsync(records.Store, cancellationToken)
            .OrderBy(notification => notification.CreatedAt).ThenBy(notification => notification.Id, StringComparer.Ordinal)
            .ToListAsync(cancellationToken);
        var swept = records.SweptAt();
        if (parsed.GetValue(format) is OutputFormat.Json)
        {
            RecordsJson.Write(Environment.Output, RecordsJson.Status(sources, unsent, swept, now));
        }
        else
        {
            await using var writer = Environment.OpenText();
            var page = new StatusPage(new Page(writer, Environment), records.Option, now);
            page.Write(sources, unsent, records.Azure is null ? (swept, records.IsInUse) : null);
        }

        return sources.Any(source => source.Held.Count > 0) ? ExitCode.Rejected
            : sources.Any(source => source.IsUnfinished) || unsent.Count > 0 ? ExitCode.Unfinished
            : parsed.GetValue(monitor) && (sources.Any(source => source.IsOverdue(now)) || IsSilent(records, swept, now))
                ? ExitCode.Unfinished
            : ExitCode.Done;
    }

    // The sweep of a storage account has alarms of its own.
    private static bool IsSilent(OpenedStore records, DateTimeOffset? swept, DateTimeOffset now) =>
        records.Azure is null && (swept is not { } last || now - last > LongestPause);
}
