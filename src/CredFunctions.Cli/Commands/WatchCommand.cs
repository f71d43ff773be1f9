using System.CommandLine;

using CredFunctions.Cli.Watching;

namespace CredFunctions.Cli.Commands;

internal sealed class WatchCommand : DocumentedCommand
{
    private readonly Argument<string> folder = new("FOLDER")
    {
        Description = "An existing folder. Reports arrive in its subfolder reports and are moved to done or rejected; "
            + "the evidence for an auditor is written to evidence.",
    };

    private readonly Option<string?> state = OptionValues.Text(
        "--state", "FILE", "The file that keeps the state; only one process at a time can use it. [default: audit.db in FOLDER]");

    private readonly Option<string?> policy = OptionValues.Text(
        "--policy", "FILE", "The policy. It is read again for every report. [default: the built-in rules, no notifications]");

    private readonly Option<string?> roster = OptionValues.Roster();
    private readonly Option<string?> sign = OptionValues.Sign();

    private readonly Option<string> source = OptionValues.SourceOfReports(
        "The source of reports directly in reports; reports/NAME/x.csv belongs to NAME.");

    private readonly Option<string?> asOf = new("--as-of")
    {
        HelpName = "name",
        Description = "Take the time of a report from its file's name, such as report-2026-11-01T12-00.csv; "
            + "a file without a date in its name is rejected. [default: when the file was last modified]",
        CustomParser = OptionValues.ParseAsOfName,
    };

    private readonly Option<TimeSpan?> settle = new("--settle")
    {
        HelpName = "SECONDS",
        Description = "How long a file must not change before it is read. [default: 2]",
        CustomParser = OptionValues.ParseSettle,
    };

    private readonly Option<string?> metrics = OptionValues.Text(
        "--metrics", "FILE", "Write metrics for Prometheus into this file every 30 seconds; a node exporter reads files that end with "
            + ".prom.");

    private readonly Option<bool> newState = new("--new-state")
    {
        Description = "Start a new state although an earlier one recorded reports of this folder; every finding then counts as opened.",
    };

    private readonly Option<bool> once = new("--once") { Description = "Read the files that are there, and end." };

    public WatchCommand(CommandEnvironment environment)
        : base(
            "watch", "Watches a folder: records every report that arrives, and continues where it stopped.",
            [
                "credfunctions watch inbox",
                "credfunctions watch inbox --state audit.db --policy policy.json",
                "credfunctions watch inbox --once --as-of name",
            ],
            """
            The as-of of a file is the time at which it was last written, or the time in
            its name with --as-of name. If a copy may stall for longer than --settle, copy
            to a name such as x.csv.part and rename it.

            Notifications go to the channels of the policy; the settings that they name
            are environment variables. A channel of kind console writes to stdout.

            Under systemd it reports that it is ready, alive and stopping; docs/install.md
            has the unit.

            Exit codes, the first that applies:
              2   wrong usage or policy, a folder that does not exist, a state that
                  another process uses, or one that lacks the reports that were recorded
                  in the folder
              3   with --once: a report is rejected, or held and not accepted yet
              4   with --once: done, but some rows could not be read, a report is
                  incomplete or not finished, a file is still being written or cannot
                  be read, or a notification did not arrive or is unconfirmed
              0   done, or stopped by Ctrl-C
              70  an unexpected error
            """)
    {
        Add(folder);
        foreach (var option in (Option[])[state, policy, roster, sign, source, asOf, settle, metrics, newState, once])
            Add(option);

        // Signals are listened to once the action has returned its task, so the first line of a watch must not come before that.
        SetAction((parsed, stop) => Task.Run(() => new Watch(OptionsOf(parsed), environment).RunAsync(stop), CancellationToken.None));
    }

    private WatchOptions OptionsOf(ParseResult parsed) => new()
    {
        Folder = parsed.GetRequiredValue(folder),
        State = parsed.GetValue(state),
        Policy = parsed.GetValue(policy),
        Roster = parsed.GetValue(roster),
        Sign = parsed.GetValue(sign),
        Source = parsed.GetRequiredValue(source),
        AsOf = parsed.GetValue(asOf),
        Settle = parsed.GetValue(settle) ?? WatchOptions.DefaultSettle,
        Metrics = parsed.GetValue(metrics),
        NewState = parsed.GetValue(newState),
        Once = parsed.GetValue(once),
    };
}
