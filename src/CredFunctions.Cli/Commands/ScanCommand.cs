using System.CommandLine;

using CredFunctions.Cli.Scanning;
using CredFunctions.Findings;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>scan</c>.</summary>
internal sealed class ScanCommand : Command, IHasExamples
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "The report as the CAM console writes it (CSV); \"-\" reads stdin.",
    };

    private readonly Option<DateTimeOffset?> asOf = new("--as-of")
    {
        HelpName = "TIME",
        Description = "When the report was made; ages are counted to it. Like 2026-11-01, \"2026-11-01 12:00\" or "
            + "2026-11-01T04:00:00Z; without an offset it is in the report's zone, +08:00. [default: when the file was last modified; for stdin: now]",
        CustomParser = OptionValues.AsOf,
    };

    private readonly Option<string> source = new("--source")
    {
        HelpName = "NAME",
        Description = "The main account the report is of: 1 to 64 letters, digits, \".\", \"_\" or \"-\".",
        DefaultValueFactory = _ => SourceName.Default,
        CustomParser = OptionValues.Source,
    };

    private readonly Option<OutputFormat> format = new("--format")
    {
        HelpName = "table|json",
        Description = "For people, or for programs. [default: table]",
        CustomParser = OptionValues.Format,
    };

    private readonly Option<Severity?> failOn = new("--fail-on")
    {
        HelpName = "SEVERITY",
        Description = "Exit with 1 when there is a finding at or above it: critical, high, medium, low or info.",
        CustomParser = OptionValues.FailOn,
    };

    private readonly Option<bool> quiet = new("--quiet", "-q")
    {
        Description = "Of the table only the first line, and no progress or warnings on stderr.",
    };

    public ScanCommand(Surroundings surroundings)
        : base("scan", "Assesses every account of a report.")
    {
        Arguments.Add(file);
        Options.Add(asOf);
        Options.Add(source);
        Options.Add(format);
        Options.Add(failOn);
        Options.Add(quiet);
        SetAction(parsed => new Scan(OptionsOf(parsed), surroundings).Run());
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions scan credential-report.csv",
        "credfunctions scan credential-report.csv --as-of \"2026-11-01 12:00\"",
        "credfunctions scan credential-report.csv --fail-on high --quiet",
        "credfunctions scan credential-report.csv --format json > findings.json",
        "unzip -p reports.zip a.csv | credfunctions scan - --source company-a",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "Exit codes, the first that applies:",
        "  2   wrong usage, or a file that is not there or cannot be read",
        "  3   the report is rejected",
        "  1   a finding at or above --fail-on",
        "  4   done, but some rows could not be read",
        "  0   done",
        "  70  an unexpected error, or an output that cannot be written",
        "",
    ];

    private ScanOptions OptionsOf(ParseResult parsed) => new()
    {
        File = parsed.GetRequiredValue(file),
        AsOf = parsed.GetValue(asOf),
        Source = parsed.GetRequiredValue(source),
        Format = parsed.GetValue(format),
        FailOn = parsed.GetValue(failOn),
        Quiet = parsed.GetValue(quiet),
    };
}
