using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Languages;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The evidence of every run, in every format, in one pass over its accounts.</summary>
public sealed class RunEvidence : IRunEvidence
{
    /// <summary>As many earlier reports as a chart of a page's width can show.</summary>
    internal const int MostEarlier = 23;

    private readonly IEvidenceStore store;
    private readonly ILaneStore? reports;
    private readonly IReadOnlyList<(string Name, BeginFormat Begin)> formats;

    /// <param name="store">Where the files go.</param>
    /// <param name="reports">The source's earlier reports, whose figures the page shows; null where none are stored.</param>
    public RunEvidence(IEvidenceStore store, ILaneStore? reports)
        : this(store, reports, EvidenceFormats.All)
    {
    }

    /// <summary>Of some files only.</summary>
    internal RunEvidence(IEvidenceStore store, ILaneStore? reports, IReadOnlyList<(string Name, BeginFormat Begin)> formats) =>
        (this.store, this.reports, this.formats) = (store, reports, formats);

    /// <summary>The language of the page; null for the policy's.</summary>
    public Language? Language { get; init; }

    public async Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellationToken)
    {
        await using var file = await store.CreateAsync(
            EvidenceName.Of(record.Source, record.Stamp, EvidenceName.Reading), cancellationToken);
        await file.Content.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(details, PipelineJson.Default.ReportDetails), cancellationToken);
        await file.CommitAsync(cancellationToken);
    }

    public async Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellationToken)
    {
        var shown = Language is { } language ? run with { Policy = run.Policy with { Language = language } } : run;
        var writer = new Writer(store, reports, record.Source, shown);
        try
        {
            foreach (var (name, begin) in formats)
                await writer.BeginAsync(name, begin, cancellationToken);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    // The files of one run, which are written side by side; each account is put together once for all of them.
    private sealed class Writer(IEvidenceStore store, ILaneStore? reports, string source, RunContext run) : IEvidenceWriter
    {
        private readonly List<(string Name, IEvidenceFile File, EvidenceText Text)> files = [];
        private readonly List<(IEvidenceFormat Format, EvidenceText Text)> formats = [];

        public string Place => store.PlaceOf(EvidenceName.FolderOf(source, run.Run));

        public async Task BeginAsync(string file, BeginFormat begin, CancellationToken cancellationToken)
        {
            var text = await CreateAsync(file, cancellationToken);
            formats.Add((begin(text, source, run), text));
        }

        public async ValueTask AddAsync(AccountState account, CancellationToken cancellationToken)
        {
            if (EvidenceAccount.Of(account, run) is not { } shown)
                return;

            foreach (var (format, text) in formats)
            {
                format.Add(shown);
                if (text.IsFull)
                    await text.FlushAsync(cancellationToken);
            }
        }

        public async Task<Stream> OpenAsync(string file, CancellationToken cancellationToken) =>
            (await CreateAsync(file, cancellationToken)).Content;

        public async Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellationToken)
        {
            var reading = EvidenceName.Of(record.Source, record.Stamp, EvidenceName.Reading);
            var result = new RunResult
            {
                Record = record,
                Run = run,
                Details = await ReadDetailsAsync(reading, cancellationToken),
                Earlier = reports is null ? [] : await EarlierAsync(reports, record, cancellationToken),
            };
            foreach (var (format, _) in formats)
                await format.EndAsync(result, cancellationToken);
            foreach (var (_, file, text) in files)
            {
                await text.FlushAsync(cancellationToken);
                await file.CommitAsync(cancellationToken);
            }

            return [reading, .. files.Select(file => file.Name)];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (format, _) in formats)
                format.Dispose();
            foreach (var (_, file, _) in files)
                await file.DisposeAsync();
        }

        private async Task<EvidenceText> CreateAsync(string file, CancellationToken cancellationToken)
        {
            var name = EvidenceName.Of(source, run.Run, file);
            var created = await store.CreateAsync(name, cancellationToken);
            var text = new EvidenceText(created.Content);
            files.Add((name, created, text));
            return text;
        }

        private async Task<ReportDetails> ReadDetailsAsync(string name, CancellationToken cancellationToken)
        {
            await using var content = await store.OpenAsync(name, cancellationToken)
                ?? throw new InvalidDataException($"The evidence {name}, written when the report was read, is gone.");
            return await JsonSerializer.DeserializeAsync(content, PipelineJson.Default.ReportDetails, cancellationToken)
                ?? throw new InvalidDataException($"The evidence {name} is empty.");
        }

        private static async Task<IReadOnlyList<ReportRecord>> EarlierAsync(
            ILaneStore reports, ReportRecord record, CancellationToken cancellationToken)
        {
            var latest = new PriorityQueue<ReportRecord, RunStamp>();
            await foreach (var earlier in reports.ReadReportsAsync(record.Source, cancellationToken))
            {
                if (earlier.Status is not ReportStatus.Complete || earlier.ReportId == record.ReportId || earlier.Stamp >= record.Stamp)
                    continue;
                latest.Enqueue(earlier, earlier.Stamp);
                if (latest.Count > MostEarlier)
                    latest.Dequeue();
            }

            return [.. latest.UnorderedItems.Select(item => item.Element).OrderBy(earlier => earlier.Stamp)];
        }
    }
}
