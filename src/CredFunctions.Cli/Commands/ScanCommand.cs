using System.CommandLine;

using CredFunctions.Cli.Policies;
using CredFunctions.Cli.Scanning;
using CredFunctions.Languages;

namespace CredFunctions.Cli.Commands;

internal sealed class ScanCommand : DocumentedCommand
{
    private readonly Argument<string[]> files = new("FILE")
    {
        Description = "The report (CSV) from the CAM console; \"-\" reads stdin. "
            + "Several files are the history of one source, read in as-of order; the output describes the last one.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> asOf = new("--as-of")
    {
        HelpName = "TIME|name",
        Description = "When the report was downloaded; ages are counted up to then. For example 2026-11-01, \"2026-11-01 12:00\" or "
            + "2026-11-01T04:00:00Z; without an offset it is in the report's zone, +08:00 unless the policy sets another. "
            + "A time works with one FILE only; \"name\" takes it from each file's name, such as report-2026-11-01T12-00.csv. "
            + "[default: when the file was last modified; for stdin: now]",
        CustomParser = OptionValues.ParseAsOf,
    };

    private readonly Option<string> source = OptionValues.SourceOfReports(
        "The main account that the report belongs to: 1 to 64 letters, digits, \".\", \"_\" or \"-\".");

    private readonly Option<string?> policy = OptionValues.Text(
        "--policy", "FILE", "The policy: thresholds, rules that are off, exceptions. [default: the built-in rules]");

    private readonly Option<string?> roster = OptionValues.Roster();

    private readonly Option<string?> comparePolicy = OptionValues.Text(
        "--compare-policy", "FILE", "Print only what would open, be resolved, fall under an exception or change its severity under this "
            + "policy instead. Takes one FILE and no state.");

    private readonly Option<string?> state = OptionValues.Text(
        "--state", "FILE", "The file that keeps the state, so that the next scan reports what opened and what was resolved. "
            + "It is created if it does not exist.");

    private readonly Option<string?> evidence = OptionValues.Text(
        "--out", "DIR", "Write the evidence for an auditor into this folder, one folder per report: "
            + "an HTML page, tables, JSON, OCSF events, a control matrix.");

    private readonly Option<string?> sign = OptionValues.Sign();

    private readonly Option<bool> notify = new("--notify")
    {
        Description = "Send notifications to the channels of the policy. Without --state every scan counts as the first, "
            + "so they list every open finding.",
    };

    private readonly Option<OutputFormat> format = OptionValues.FindingsFormat();

    private readonly PartOptions part = new();

    private readonly Option<Language?> language = OptionValues.Language(
        "The language of the table and of the page of evidence. [default: the policy's language]");

    private readonly Option<Severity?> failOn = OptionValues.LeastSeverity(
        "--fail-on", "critical, high, medium, low or info. Exit with 1 when an open finding of this severity or above is under no "
            + "exception, with 4 when a check of such a rule could not be assessed.");

    private readonly Option<bool> quiet = new("--quiet", "-q")
    {
        Description = "Print only the first line of the table, and no progress or warnings on stderr.",
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
                "credfunctions scan credential-report.csv --out evidence --sign key.pem",
                "credfunctions scan report.csv --state audit.db --policy policy.json --notify",
                "credfunctions scan credential-report.csv --format json > findings.json",
                "credfunctions scan report.csv --severity high --account \"ci-*\" --limit all",
                "credfunctions scan report.csv --format csv > findings.csv",
                "credfunctions scan credential-report.csv --language zh-CN",
                "credfunctions scan report.csv --policy policy.json --compare-policy new.json",
                "unzip -p reports.zip a.csv | credfunctions scan - --source company-a",
            ],
            """
            --account, --rule, --severity, --limit and --sort choose what is printed, and
            nothing else: verdict, exit code, state, notifications and evidence are of the
            whole report.

            Exit codes, the first that applies:
              2   wrong usage or policy, or a file that does not exist or cannot be read
              3   a report is rejected or held
              1   a finding at or above --fail-on; with --compare-policy, a difference
              4   done, but some rows could not be read, a report is not finished, a
                  notification did not arrive or is unconfirmed, or a check at or above
                  --fail-on could not be assessed
              0   done
              70  an unexpected error, a report that changed while it was read, or an
                  output that cannot be written
            """)
    {
        files.Validators.Add(OptionValues.RefuseUnknownOption);
        Add(files);
        foreach (var option in (Option[])
            [asOf, source, policy, roster, comparePolicy, state, evidence, sign, notify, .. part.All, format, language, failOn, quiet])
        {
            Add(option);
        }

        SetAction((parsed, cancellationToken) => RunAsync(OptionsOf(parsed), environment, cancellationToken));
    }

    // A single report without a state is assessed and printed; nothing is kept.
    private static async Task<int> RunAsync(ScanOptions options, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        if (options.Files.Append(options.Policy).Append(options.Roster).Append(options.ComparePolicy).Count(path => path is "-") > 1)
            throw new CommandException("\"-\" is named twice, but stdin can be read once: name a file for the others.");
        var people = PolicyInput.ReadRoster(options.Roster, environment);
        var policy = UsablePolicy.Read(options.Policy, people, environment, options.Quiet);
        if (options.Language is { } language)
            policy = policy with { Policy = policy.Policy with { Language = language } };
        if (options.ComparePolicy is { } compared)
        {
            if (options is not { State: null, Files: [_], Notify: false, Out: null, FailOn: null })
                throw new CommandException(
                    "--compare-policy compares policies over one report: leave out --state, --out, --notify, --fail-on and other files.");
            if (options.Part != new ShownPart() || options.Format is OutputFormat.Csv or OutputFormat.Markdown)
                throw new CommandException("--compare-policy prints a table or JSON of all differences: leave out filters, csv and md.");
            var other = UsablePolicy.Read(compared, people, environment, options.Quiet);
            return new PolicyComparison(options, policy, other, environment).Run();
        }

        if (options.Notify && policy.Policy.Channels.Count == 0)
            throw new CommandException("--notify needs channels: name a policy that has some with --policy.");
        if (options is { Sign: not null, Out: null })
            throw new CommandException("--sign needs the evidence that it signs: name a folder with --out.");
        if (options is not { State: null, Files: [_], Notify: false })
            return await new RecordedScan(options, policy, environment).RunAsync(cancellationToken);

        using var scan = new Scan(options, policy.Policy.For(options.Source), environment);
        return await scan.RunAsync(cancellationToken);
    }

    // A comparison of policies records nothing, so a place that an environment variable names is not meant for it.
    private string? Recorded(ParseResult parsed, Option<string?> place) =>
        parsed.GetValue(comparePolicy) is not null && parsed.GetResult(place) is { Implicit: true } ? null : parsed.GetValue(place);

    private ScanOptions OptionsOf(ParseResult parsed) => new()
    {
        Files = parsed.GetRequiredValue(files),
        Policy = parsed.GetValue(policy),
        Roster = parsed.GetValue(roster),
        ComparePolicy = parsed.GetValue(comparePolicy),
        State = Recorded(parsed, state),
        Out = Recorded(parsed, evidence),
        Sign = parsed.GetValue(sign),
        AsOf = parsed.GetValue(asOf),
        Source = parsed.GetRequiredValue(source),
        Notify = parsed.GetValue(notify),
        Part = part.Of(parsed),
        Format = parsed.GetValue(format),
        Language = parsed.GetValue(language),
        FailOn = parsed.GetValue(failOn),
        Quiet = parsed.GetValue(quiet),
    };
}
