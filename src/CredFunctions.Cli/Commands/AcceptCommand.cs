using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>accept</c>.</summary>
internal sealed class AcceptCommand : Command, IHasExamples
{
    private readonly Argument<string> report = new("REPORT")
    {
        Description = "The id of a held report; its first digits are enough where no other begins like it.",
    };

    private readonly StoreOptions store = new();
    private readonly Option<string?> source = OptionValues.OnlySourceOption();

    public AcceptCommand(CommandEnvironment environment)
        : base("accept", "Lets a held report go on, whatever it is held for.")
    {
        Arguments.Add(report);
        store.AddTo(this);
        Options.Add(source);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed, environment, cancellationToken));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions accept 1f00ab2c --state audit.db",
        "credfunctions accept 1f00ab2c --storage https://acme.blob.core.windows.net",
    ];

    public IReadOnlyList<string> Notes { get; } = [""];

    private async Task<int> RunAsync(
        OpenedStore records, ParseResult parsed, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var held = await new ReportLookup(
            records.Store).FindAsync(parsed.GetRequiredValue(report), parsed.GetValue(source), cancellationToken);
        if (held.Status is not ReportStatus.Held)
            throw new CommandException(
                ExitCode.Usage, $"Report {ShortId.Of(held.ReportId)} of {held.Source} is "
                    + $"{held.Status.ToString().ToLowerInvariant()}: only a held report can be accepted.");

        // The next watch, scan or sweep of the source goes on from the record.
        var accepted = await records.Lanes(environment.Time).AcceptAsync(held, cancellationToken);
        await using var writer = environment.OpenText();
        await writer.WriteLineAsync(
            $"Report {ShortId.Of(held.ReportId)} of {held.Source} is accepted. "
            + await WhatFollowsAsync(accepted, records, cancellationToken));
        return ExitCode.Done;
    }

    private static async Task<string> WhatFollowsAsync(ReportRecord accepted, OpenedStore records, CancellationToken cancellationToken) =>
        accepted.Status switch
        {
            ReportStatus.Stale => "A later report was recorded since, so it changes nothing.",
            ReportStatus.Waiting => "It waits until the report before it is recorded.",
            _ when records.Azure is not null => "The next sweep, at most an hour and a quarter from now, records it.",
            _ => await ScanAgain.CommandAsync(records, accepted, cancellationToken) is { } command
                ? $"\"{command}\" records it."
                : "A watch over its folder records it at once.",
        };
}
