using System.CommandLine;

using CredFunctions.Cli.Policies;
using CredFunctions.Cli.Scanning;

namespace CredFunctions.Cli.Commands;

internal sealed class ScanCommand : DocumentedCommand
{
    private readonly Argument<string[]> files = new("FILE")
    {
        Description = "The report as the CAM console writes it (CSV); \"-\" reads stdin. "
            + "Several are one source's history, in as-of order; the output describes the last.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> asOf = new("--as-of")
    {
        HelpName = "TIME|name",
        Description = "When the report was made; ages are counted to it. Like 2026-11-01, \"2026-11-01 12:00\" or "
            + "2026-11-01T04:00:00Z; without an offset it is in the report's zone, +08:00 unless the policy sets another. "
            + "A time is for one FILE; \"name\" takes it from each file's name, such as report-2026-11-01T12-00.csv. "
            + "[default: when the file was last modified; for stdin: now]",
        CustomParser = OptionValues.ParseAsOf,
    };

    private readonly Option<string> source = OptionValues.SourceOfReports(
        "The main account the report is of: 1 to 64 letters, digits, \".\", \"_\" or \"-\".");

    private readonly Option<string?> policy = OptionValues.Text(
        "--policy", "FILE", "The policy: thresholds, rules that are off, exceptions. [default: the built-in rules]");

    private readonly Option<string?> state = OptionValues.Text(
        "--state", "FILE", "The file that remembers the scan, so that the next one knows what is new and what is resolved; "
            + "made where it is not there.");

    private readonly Option<string?> evidence = OptionValues.Text(
        "--out", "DIR", "Write what an auditor asks for into this folder, a folder of its own for each report: "
            + "a page, tables, JSON, OCSF events, a control matrix.");

    private readonly Option<bool> notify = new("--notify")
    {
        Description = "Send notifications to the channels of the policy. Without --state every scan is a first one, "
            + "so they cover everything that is open.",
    };

    private readonly Option<OutputFormat> format = OptionValues.Format();

    private readonly Option<Severity?> failOn = new("--fail-on")
    {
        HelpName = "SEVERITY",
        Description = "Exit with 1 when there is a finding at or above it that is under no exception, "
            + "with 4 when a check of such a rule could not be assessed: critical, high, medium, low or info.",
        CustomParser = OptionValues.ParseFailOn,
    };

    private readonly Option<bool> quiet = new("--quiet", "-q")
    {
        Description = "Of the table only the first line, and no progress or warnings on stderr.",
    };

    public ScanCommand(CommandEnvironment environment)
        : base(
            "scan", "Assesses every account of a report.",
            [
                "credfunctions scan credential-report.csv",
                "credfunctions scan credential-report.csv --as-of \"2026-11-01 12:00\"",
                "credfunctions scan reports/2026-*.csv --as-of name",
                "credfunctions scan credential-report.csv --fail-on high --quiet",
                "credfunctions scan credential-report.csv --state audit.db --policy policy.json",
                "credfunctions scan credential-report.csv --out evidence",
                "credfunctions scan report.csv --state audit.db --policy policy.json --notify",
                "credfunctions scan credential-report.csv --format json > findings.json",
                "unzip -p reports.zip a.csv | credfunctions scan - --source company-a",
            ],
            """
            Exit codes, the first that applies:
              2   wrong usage or policy, or a file that is not there or cannot be read
              3   a report is rejected or held
              1   a finding at or above --fail-on
              4   done, but some rows could not be read, a report is not finished, a
                  notification did not arrive or is unconfirmed, or a check at or above
                  --fail-on could not be assessed
              0   done
              70  an unexpected error, or an output that cannot be written
            """)
    {
        files.Validators.Add(OptionValues.RefuseUnknownOption);
        Add(files);
        foreach (var option in (Option[])[asOf, source, policy, state, evidence, notify, format, failOn, quiet])
            Add(option);
        SetAction((parsed, cancellationToken) => RunAsync(OptionsOf(parsed), environment, cancellationToken));
    }

    // Nothing is kept of a single report without a state: it is read, judged and forgotten.
    private static async Task<int> RunAsync(ScanOptions options, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var policy = options.Policy is { } path ? UsablePolicy.Read(path, environment, options.Quiet) : UsablePolicy.Default;
        if (options.Notify && policy.Policy.Channels.Count == 0)
            throw new CommandException("--notify needs channels: name a policy that has some with --policy.");
        return options is { State: null, Files: [_], Notify: false }
            ? await new Scan(options, policy.Policy.For(options.Source), environment).RunAsync(cancellationToken)
            : await new RecordedScan(options, policy, environment).RunAsync(cancellationToken);
    }

    private ScanOptions OptionsOf(ParseResult parsed) => new()
    {
        Files = parsed.GetRequiredValue(files),
        Policy = parsed.GetValue(policy),
        State = parsed.GetValue(state),
        Out = parsed.GetValue(evidence),
        AsOf = parsed.GetValue(asOf),
        Source = parsed.GetRequiredValue(source),
        Notify = parsed.GetValue(notify),
        Format = parsed.GetValue(format),
        FailOn = parsed.GetValue(failOn),
        Quiet = parsed.GetValue(quiet),
    };
}
