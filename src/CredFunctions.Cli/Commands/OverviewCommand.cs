using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Evidence;
using CredFunctions.Evidence.Integrity;
using CredFunctions.Languages;
using CredFunctions.Ports;
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
            var index = SourceIndex.Empty(lane.Source);
            foreach (var report in reports.Where(report => report.Status is ReportStatus.Complete).Take(Overview.MostReports))
                index.Add(report, await HasRulesOffAsync(records.Policies, report, cancellationToken));
            overview.Add(index, File.Exists(written.PlaceOf(EvidenceName.OfSource(lane.Source, EvidenceName.IndexPage))));
        }

        await overview.WriteAsync(written, parsed.GetValue(language) ?? Language.English, cancellationToken);
        var place = written.PlaceOf(EvidenceName.OverviewPage);
        return await WriteAsync(PrintableText.Of(
            $"The overview of {Counted.Of(sources.Count, "source")} is in \"{place}\" and beside it."));
    }

    // With a policy that cannot be read, nothing is called clean.
    private static async Task<bool> HasRulesOffAsync(IPolicies policies, ReportRecord report, CancellationToken cancellationToken)
    {
        try
        {
            return (await policies.ReadAsync(report.Policy, cancellationToken)).For(report.Source).RulesOff.Count > 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
