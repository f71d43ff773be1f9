using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Evidence;
using CredFunctions.Pipeline;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Commands;

internal sealed class WithdrawCommand : StoreCommand
{
    private readonly Argument<string> id = new("REPORT")
    {
        Description = "The id of the last completed report of a source; its first digits are enough if they are unique.",
    };

    private readonly Option<string?> source = OptionValues.OnlySource();

    private readonly Option<string?> folder = OptionValues.Text(
        "--folder", "FOLDER", "The watched folder with the file of the report before. [default: the folder of the state file]");

    private readonly Option<bool> yes = new("--yes")
    {
        Description = "Withdraw it. Without this option, the command only shows what it would do.",
    };

    public WithdrawCommand(CommandEnvironment environment)
        : base(
            "withdraw", "Withdraws the last completed report of a source and records the one before it again.", environment,
            [
                "credfunctions withdraw 1f00ab2c --state audit.db",
                "credfunctions withdraw 1f00ab2c --state inbox/audit.db --yes",
                "credfunctions withdraw 1f00ab2c --storage https://acme.blob.core.windows.net",
            ],
            """
            Use it for a report with wrong content, or with so late an as-of that the
            reports after it are stale. The report before it is recorded again over the
            current accounts, and the resulting changes are notified under a headline that
            names the withdrawal. "replay" records a withdrawn report again.
            """)
    {
        Add(id);
        Add(folder);
        Add(source);
        Add(yes);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var report = await ReportLookup.FindAsync(records.Store, parsed.GetRequiredValue(id), parsed.GetValue(source), cancellationToken);
        var withdraw = new WithdrawReport(
            records.Lanes(Environment.Time), records.Files(parsed.GetValue(folder), Environment.Time));
        var isWanted = parsed.GetValue(yes);
        var withdrawal = isWanted
            ? await withdraw.HandleAsync(report, cancellationToken)
            : await withdraw.LookAsync(report, cancellationToken);
        if (withdrawal.Refusal is { } reason)
            throw new CommandException($"Report {Named(report)} cannot be withdrawn. {reason}");

        var before = withdrawal.Before;
        if (!isWanted)
        {
            var effect = before is null
                ? "it is its source's only one, so the accounts would be forgotten without a notification, "
                    + "and the next report would be a first one"
                : $"report {Named(before)} would be recorded again, and what that changes be notified";
            throw new CommandException($"Report {Named(report)} would be withdrawn: {effect}. Repeat it with --yes to do so.");
        }

        var what = before is null ? "its accounts are forgotten" : $"report {Named(before)} is recorded again";
        var who = records.Azure is not null ? "The next sweep, at most an hour and a quarter from now, does so."
            : await ScanAgain.CommandAsync(records, before ?? report, cancellationToken) is not { } command
                ? "A watch over its folder does so at once."
            : before is null ? "The next scan into this state does so."
            : $"The next scan into this state does so, such as \"{command}\".";
        return await WriteAsync($"Report {Named(report)} is withdrawn, and {what}. {who}");
    }

    private static string Named(ReportRecord report) =>
        $"{ShortId.Of(report.ReportId)} of {report.Source}, as of {ShownTime.WithZone(report.AsOf)},";
}
