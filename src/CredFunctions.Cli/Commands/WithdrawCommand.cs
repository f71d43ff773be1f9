using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>withdraw</c>.</summary>
internal sealed class WithdrawCommand : Command, IHasExamples
{
    private readonly Argument<string> id = new("REPORT")
    {
        Description = "The id of the last completed report of a source; its first digits are enough where no other begins like it.",
    };

    private readonly StoreOptions store = new();
    private readonly Option<string?> source = OptionValues.OnlySourceOption();

    private readonly Option<string?> folder = new("--folder")
    {
        HelpName = "FOLDER",
        Description = "The watched folder, in which the file of the report before lies. [default: the folder of the state file]",
    };

    private readonly Option<bool> yes = new("--yes")
    {
        Description = "Do it. Without it, the command only shows what it would do.",
    };

    public WithdrawCommand(CommandEnvironment environment)
        : base("withdraw", "Withdraws the last completed report of a source: the one before it is recorded again.")
    {
        Arguments.Add(id);
        store.AddTo(this);
        Options.Add(folder);
        Options.Add(source);
        Options.Add(yes);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed, environment, cancellationToken));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions withdraw 1f00ab2c --state audit.db",
        "credfunctions withdraw 1f00ab2c --state inbox/audit.db --yes",
        "credfunctions withdraw 1f00ab2c --storage https://acme.blob.core.windows.net",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "For a report with wrong content, or with so late a time that the reports after",
        "it are stale. The report before it is recorded again over the accounts as they",
        "are, and what that changes is notified under the headline that the report was",
        "withdrawn. \"replay\" brings a withdrawn report back.",
        "",
    ];

    private async Task<int> RunAsync(
        OpenedStore records, ParseResult parsed, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var report = await new ReportLookup(records.Store)
            .FindAsync(parsed.GetRequiredValue(id), parsed.GetValue(source), cancellationToken);
        var withdraw = new WithdrawReport(
            records.Lanes(environment.Time), records.Files(parsed.GetValue(folder), environment.Time));
        var isWanted = parsed.GetValue(yes);
        var withdrawal = isWanted
            ? await withdraw.HandleAsync(report, cancellationToken)
            : await withdraw.LookAsync(report, cancellationToken);
        if (withdrawal.Refusal is { } reason)
            throw new CommandException(ExitCode.Usage, $"Report {Named(report)} cannot be withdrawn. {reason}");

        var before = withdrawal.Before;
        if (!isWanted)
        {
            var effect = before is null
                ? "it is its source's only one, so the accounts would be forgotten without a notification, "
                    + "and the next report would be a first one"
                : $"report {Named(before)} would be recorded again, and what that changes be notified";
            throw new CommandException(
                ExitCode.Usage, $"Report {Named(report)} would be withdrawn: {effect}. Repeat it with --yes to do so.");
        }

        var what = before is null ? "its accounts are forgotten" : $"report {Named(before)} is recorded again";
        await using var writer = environment.OpenText();
        await writer.WriteLineAsync(
            $"Report {Named(report)} is withdrawn, and {what}. {await WhoDoesSoAsync(records, report, before, cancellationToken)}");
        return ExitCode.Done;
    }

    private static async Task<string> WhoDoesSoAsync(
        OpenedStore records, ReportRecord report, ReportRecord? before, CancellationToken cancellationToken) =>
        records.Azure is not null ? "The next sweep, at most an hour and a quarter from now, does so."
        : await ScanAgain.CommandAsync(records, before ?? report, cancellationToken) is not { } command
            ? "A watch over its folder does so at once."
        : before is null ? "The next scan into this state does so."
        : $"The next scan into this state does so, such as \"{command}\".";

    private static string Named(ReportRecord report) =>
        $"{ShortId.Of(report.ReportId)} of {report.Source}, as of {ShownTime.Of(report.AsOf)} {ShownTime.Zone},";
}
