using System.CommandLine;

using CredFunctions.Cli.Watching;

namespace CredFunctions.Cli.Commands;

internal sealed class WatchCommand : DocumentedCommand
{
    private readonly Argument<string> folder = new("FOLDER")
    {
        Description = "A folder that is there. Reports arrive in its folder reports; what is read goes to done or rejected, "
            + "and what an auditor gets of it to evidence.",
    };

    private readonly Option<string?> state = OptionValues.Text(
        "--state", "FILE", "The file that remembers everything; one watch at a time can use it. [default: audit.db in FOLDER]");

    private readonly Option<string?> policy = OptionValues.Text(
        "--policy", "FILE", "The policy; an edited one applies from the next report on. [default: the built-in rules, no notifications]");

    private readonly Option<string> source = OptionValues.SourceOfReports(
        "The source of reports that lie in no folder of their own: reports/NAME/x.csv is of NAME.");

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
        Description = "How long a file has to stay as it is before it is read. [default: 2]",
        CustomParser = OptionValues.ParseSettle,
    };

    private readonly Option<bool> newState = new("--new-state")
    {
        Description = "Start a new state in a folder with reports that an earlier state recorded; every finding is new then.",
    };

    private readonly Option<bool> once = new("--once") { Description = "Read what lies there, and end." };

    public WatchCommand(CommandEnvironment environment)
        : base(
            "watch", "Watches a folder: records every report that arrives, and goes on where it was, however it ended.",
            [
                "credfunctions watch inbox",
                "credfunctions watch inbox --state audit.db --policy policy.json",
                "credfunctions watch inbox --once --as-of name",
            ],
            """
            A file is as of when it was last written or, with --as-of name, of the time in
            its name. Copy it under a name like x.csv.part and rename it where the copy may
            stall for longer than --settle.

            Notifications go to the channels of the policy; the settings that they name
            are environment variables. The channel console writes to stdout.

            Exit codes, the first that applies:
              2   wrong usage or policy, a folder that is not there, another watch that
                  uses the same state, or a state that knows nothing of the reports that
                  were recorded in the folder
              3   with --once: a report is rejected, or held and not accepted yet
              4   with --once: done, but some rows could not be read, a report is
                  incomplete or not finished, a file is still being written or cannot
                  be read, or a notification did not arrive or is unconfirmed
              0   done, or stopped by Ctrl-C
              70  an unexpected error
            """)
    {
        Add(folder);
        foreach (var option in (Option[])[state, policy, source, asOf, settle, newState, once])
            Add(option);

        // Signals are listened to once the action has returned its task, so the first line of a watch must not come before that.
        SetAction((parsed, stop) => Task.Run(() => new Watch(OptionsOf(parsed), environment).RunAsync(stop), CancellationToken.None));
    }

    private WatchOptions OptionsOf(ParseResult parsed) => new()
    {
        Folder = parsed.GetRequiredValue(folder),
        State = parsed.GetValue(state),
        Policy = parsed.GetValue(policy),
        Source = parsed.GetRequiredValue(source),
        AsOf = parsed.GetValue(asOf),
        Settle = parsed.GetValue(settle) ?? WatchOptions.DefaultSettle,
        NewState = parsed.GetValue(newState),
        Once = parsed.GetValue(once),
    };
}
