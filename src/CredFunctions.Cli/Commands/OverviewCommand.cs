using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Evidence;
using CredFunctions.Languages;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Commands;

internal sealed class OverviewCommand : StoreCommand
{
    private readonly Option<string?> folder = new("--out")
    {
        HelpName = "DIR",
        Description = "The folder to write to. In the folder of the evidence, each source links to its reports.",
        Required = true,
    };

    private readonly Option<Language?> language = OptionValues.Language("The language of the page. [default: en]");

    public OverviewCommand(CommandEnvironment environment)
        : base(
            "overview", "Writes a page and a table of all sources: result, age of the report, worst findings, trend.", environment,
            [
                "credfunctions overview --state audit.db --out evidence",
                "credfunctions overview --storage https://acme.blob.core.windows.net --out overview --language zh-CN",
            ],
            """
            The files are overview.html and overview.csv. Where evidence is kept, they are
            also written with every report that is completed.
            """)
    {
        Add(folder);
        Add(language);
    }

    protected override async Task<int> RunAsync(OpenedStore records, ParseResult parsed, CancellationToken cancellationToken)
    {
        var written = FolderEvidenceStore.Open(parsed.GetRequiredValue(folder)!);
        var overview = new Overview();
        var sources = await RecordedSource.ReadAsync(records.Store, only: null, cancellationToken);
        foreach (var (lane, reports) in sources)
        {
            var completed = reports.Where(report => report.Status is ReportStatus.Complete).ToList();

            // With a policy that cannot be read, nothing is called clean.
            var policy = completed.Count == 0 ? null
                : await records.Policies.ReadForAsync(completed[0].Policy, lane.Source, cancellationToken);
            overview.Add(
                lane.Source, completed, hasRulesOff: policy is null || policy.RulesOff.Count > 0,
                hasIndex: File.Exists(written.PlaceOf(EvidenceName.OfSource(lane.Source, EvidenceName.IndexPage))));
        }

        await overview.WriteAsync(written, parsed.GetValue(language) ?? Language.English, cancellationToken);
        var place = written.PlaceOf(EvidenceName.OverviewPage);
        return await WriteAsync(PrintableText.Of(
            $"The overview of {Counted.Of(sources.Count, "source")} is in \"{place}\" and beside it."));
    }
}
