using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The evidence of one run: the accounts it is given, and what the stores know.</summary>
internal sealed class RunEvidenceWriter(
    IEvidenceStore store, ILaneStore? reports, string source, RunContext run, EvidenceFiles files, EvidenceFormats formats)
    : IEvidenceWriter
{
    public string Place => store.PlaceOf(EvidenceName.FolderOf(source, run.Run));

    public ValueTask AddAsync(AccountState account, CancellationToken cancellationToken) => formats.AddAsync(account, cancellationToken);

    public async Task<Stream> OpenAsync(string file, CancellationToken cancellationToken) =>
        (await files.OpenAsync(file, cancellationToken)).Content;

    public async Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        var name = EvidenceName.Of(record.Source, record.Stamp, EvidenceName.Reading);
        var result = new RunResult
        {
            Record = record,
            Run = run,
            Details = await ReadDetailsAsync(name, cancellationToken),
            Earlier = reports is null ? [] : await EarlierReports.ReadAsync(reports, record, cancellationToken),
        };
        await formats.EndAsync(result, cancellationToken);
        return [name, .. await files.CommitAsync(cancellationToken)];
    }

    public async ValueTask DisposeAsync()
    {
        formats.Dispose();
        await files.DisposeAsync();
    }

    private async Task<ReportDetails> ReadDetailsAsync(string name, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenAsync(name, cancellationToken)
            ?? throw new InvalidDataException($"The evidence {name}, written when the report was read, is gone.");
        return await JsonSerializer.DeserializeAsync(content, PipelineJson.Default.ReportDetails, cancellationToken)
            ?? throw new InvalidDataException($"The evidence {name} is empty.");
    }
}
