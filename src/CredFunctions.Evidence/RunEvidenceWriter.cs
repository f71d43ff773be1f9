using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The evidence of one run of the pipeline: what its handlers know, and what the store knows.</summary>
internal sealed class RunEvidenceWriter(IEvidenceStore store, IAuditStore reports, string source, RunContext run, EvidenceFiles files, EvidenceFormats formats) : IEvidenceWriter
{
    public string Place => store.PlaceOf(EvidenceName.FolderOf(source, run.Run));

    public ValueTask AddAsync(AccountState account, CancellationToken cancellation) => formats.AddAsync(account, cancellation);

    public async Task<Stream> OpenAsync(string file, CancellationToken cancellation) => (await files.OpenAsync(file, cancellation)).Content;

    public async Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellation)
    {
        var name = EvidenceName.Of(record.Source, record.Stamp, EvidenceName.Reading);
        var result = new RunResult
        {
            Record = record,
            Run = run,
            Details = await ReadDetailsAsync(name, cancellation),
            Earlier = await EarlierReports.ReadAsync(reports, record, cancellation),
        };
        await formats.EndAsync(result, cancellation);
        return [name, .. await files.CommitAsync(cancellation)];
    }

    public async ValueTask DisposeAsync()
    {
        formats.Dispose();
        await files.DisposeAsync();
    }

    private async Task<ReportDetails> ReadDetailsAsync(string name, CancellationToken cancellation)
    {
        await using var content = await store.OpenAsync(name, cancellation)
            ?? throw new InvalidDataException($"The evidence {name}, written when the report was read, is gone.");
        return await JsonSerializer.DeserializeAsync(content, PipelineJson.Default.ReportDetails, cancellation)
            ?? throw new InvalidDataException($"The evidence {name} is empty.");
    }
}
