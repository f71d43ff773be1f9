using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning;
using CredFunctions.Cli.Terminal;
using CredFunctions.Notifications;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>status</c>.</summary>
internal sealed class StatusCommand : Command, IHasExamples
{
    private readonly StoreOptions store = new();
    private readonly Option<OutputFormat> format = OptionValues.FormatOption();

    public StatusCommand(CommandEnvironment environment)
        : base("status", "Lists the reports that are not finished and the notifications that did not arrive.")
    {
        store.AddTo(this);
        Options.Add(format);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed.GetValue(format), environment, cancellationToken));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions status --state audit.db",
        "credfunctions status --state inbox/audit.db --format json",
        "credfunctions status --storage https://acme.blob.core.windows.net",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "Exit codes, the first that applies:",
        "  2   wrong usage, or records that are not there or out of reach",
        "  3   a report is held",
        "  4   a report is not finished, or a notification was not sent, was given up or",
        "      is unconfirmed",
        "  0   none of these; a source may be overdue",
        "",
    ];

    private static async Task<int> RunAsync(
        OpenedStore opened, OutputFormat format, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var now = environment.Time.GetUtcNow();
        var sources = await SourceStatus.ReadAsync(opened, cancellationToken);
        var unsent = await opened.Store.ReadNotificationsAsync(cancellationToken)
            .Where(notification => notification.Status is not NotificationStatus.Sent)
            .OrderBy(notification => notification.CreatedAt).ThenBy(notification => notification.Id, StringComparer.Ordinal)
            .ToListAsync(cancellationToken);
        if (format is OutputFormat.Json)
        {
            StatusJson.Write(environment.Output, sources, unsent, now);
        }
        else
        {
            await using var writer = environment.OpenText();
            new StatusPage(new Page(writer, environment), opened.Option, now).Write(sources, unsent);
        }

        if (sources.Any(source => source.Held.Count > 0))
            return ExitCode.Rejected;
        return sources.Any(source => source.IsUnfinished) || unsent.Count > 0 ? ExitCode.Unfinished : ExitCode.Done;
    }
}
