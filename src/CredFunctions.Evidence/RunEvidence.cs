using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The evidence of every run, in every format, in one pass over its accounts.</summary>
public sealed class RunEvidence : IRunEvidence
{
    private readonly IEvidenceStore store;
    private readonly ILaneStore? reports;
    private readonly IReadOnlyList<EvidenceFileKind> kinds;

    /// <param name="store">Where the files go.</param>
    /// <param name="reports">The source's earlier reports, whose figures the page shows; null where none are stored.</param>
    public RunEvidence(IEvidenceStore store, ILaneStore? reports)
        : this(store, reports, EvidenceFormats.All)
    {
    }

    /// <summary>Of some files only.</summary>
    internal RunEvidence(IEvidenceStore store, ILaneStore? reports, IReadOnlyList<EvidenceFileKind> kinds) =>
        (this.store, this.reports, this.kinds) = (store, reports, kinds);

    public async Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellationToken)
    {
        await using var file = await store.CreateAsync(
            EvidenceName.Of(record.Source, record.Stamp, EvidenceName.Reading), cancellationToken);
        await file.Content.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(details, PipelineJson.Default.ReportDetails), cancellationToken);
        await file.CommitAsync(cancellationToken);
    }

    public async Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellationToken)
    {
        var files = new EvidenceFiles(store, record.Source, record.Stamp);
        try
        {
            return new RunEvidenceWriter(
                store, reports, record.Source, run, files,
                await EvidenceFormats.OpenAsync(files, kinds, record.Source, run, cancellationToken));
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }
}
