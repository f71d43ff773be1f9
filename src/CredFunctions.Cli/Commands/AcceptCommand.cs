using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Commands;

internal sealed class AcceptCommand : StoreCommand
{
    private readonly Argument<string> report = new("REPORT")
    {
        Description = "The id of a held report; its first digits are enough if they are unique.",
    };

    private readonly Option<string?> source = OptionValues.OnlySource();

    public AcceptCommand(CommandEnvironment environment)
        : base(
            "accept", "Accepts a held report, so that it is recorded.", environment,
            [
                "credfunctions accept 1f00ab2c --state audit.db",
                "credfunctions accept 1f00ab2c --storage https://acme.blob.core.windows.net",
            ])
    {
        Add(report);
        Add(source);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var held = await ReportLookup.FindAsync(records.Store, parsed.GetRequiredValue(report), parsed.GetValue(source), cancellationToken);
        var name = $"Report {ShortId.Of(held.ReportId)} of {held.Source}";
        if (held.Status is not ReportStatus.Held)
            throw new CommandException($"{name} is {held.Status.ToString().ToLowerInvariant()}: only a held report can be accepted.");

        // The next watch, scan or sweep of the source goes on from the record.
        var accepted = await records.Lanes(Environment.Time).AcceptAsync(held, cancellationToken);
        return await WriteAsync($"{name} is accepted. " + accepted.Status switch
        {
            ReportStatus.Stale => "A later report was recorded since, so it changes nothing.",
            ReportStatus.Waiting => "It waits until the report before it is recorded.",
            _ when records.Azure is not null => "The next sweep, at most an hour and a quarter from now, records it.",
            _ => await ScanAgain.CommandAsync(records, accepted, cancellationToken) is { } command
                ? $"\"{command}\" records it."
                : "A watch over its folder records it at once.",
        });
    }
}
