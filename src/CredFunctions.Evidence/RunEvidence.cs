using System.Security.Cryptography;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Evidence.Integrity;
using CredFunctions.Languages;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The evidence of every run, in every format, in one pass over its accounts.</summary>
public sealed class RunEvidence : IRunEvidence
{
    /// <summary>With this one, the last twelve reports.</summary>
    internal const int MostEarlier = 11;

    private const int AccountsAtOnce = 256;

    private readonly IEvidenceStore store;
    private readonly ILaneStore? reports;
    private readonly IReadOnlyList<(string Name, BeginFormat Begin)>? formats;
    private readonly ECDsa? key;

    /// <param name="store">Where the files go.</param>
    /// <param name="reports">The source's earlier reports, whose figures the page shows; null where none are stored.</param>
    /// <param name="key">The key that signs each manifest; null for no signature.</param>
    public RunEvidence(IEvidenceStore store, ILaneStore? reports, ECDsa? key = null)
        : this(store, reports, formats: null) => this.key = key;

    /// <summary>Of some files only; null for those of the policy.</summary>
    internal RunEvidence(IEvidenceStore store, ILaneStore? reports, IReadOnlyList<(string Name, BeginFormat Begin)>? formats) =>
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
        var writer = new Writer(store, reports, key, record.Source, shown);
        try
        {
            foreach (var (name, begin) in formats ?? EvidenceFormats.Of(run.Policy))
                await writer.BeginAsync(name, begin, cancellationToken);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    // The files of one run, which are written side by side, each by itself, while the next accounts are read. An account is put
    // together once for all of them.
    private sealed class Writer(IEvidenceStore store, ILaneStore? reports, ECDsa? key, string source, RunContext run) : IEvidenceWriter
    {
        private readonly Language language = run.Policy.Language;
        private readonly ControlMatrix controls = new(run.Policy);
        private readonly List<(string Name, IEvidenceFile File, HashedStream Hashed, EvidenceText Text)> files = [];
        private readonly List<(IEvidenceFormat Format, EvidenceText Text)> formats = [];
        private List<AccountState> waiting = new(AccountsAtOnce);
        private Task writing = Task.CompletedTask;

        public string Place => store.PlaceOf(EvidenceName.FolderOf(source, run.Run));

        public async Task BeginAsync(string file, BeginFormat begin, CancellationToken cancellationToken)
        {
            var text = await CreateAsync(file, cancellationToken);
            formats.Add((begin(text, source, run, controls), text));
        }

        public ValueTask AddAsync(AccountState account, CancellationToken cancellationToken)
        {
            waiting.Add(account);
            return waiting.Count < AccountsAtOnce ? ValueTask.CompletedTask : new ValueTask(WriteWaitingAsync(cancellationToken));
        }

        public async Task<Stream> OpenAsync(string file, CancellationToken cancellationToken) =>
            (await CreateAsync(file, cancellationToken)).Content;

        public async Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellationToken)
        {
            await WriteWaitingAsync(cancellationToken);
            await writing;
            var reading = NameOf(EvidenceName.Reading);
            var read = await store.ReadAsync(reading, cancellationToken)
                ?? throw new InvalidDataException($"The evidence {reading}, written when the report was read, is gone.");
            var result = new RunResult
            {
                Record = record,
                Run = run,
                Details = JsonSerializer.Deserialize(read, PipelineJson.Default.ReportDetails)
                    ?? throw new InvalidDataException($"The evidence {reading} is empty."),
                Earlier = reports is null ? [] : await EarlierAsync(reports, record, cancellationToken),
            };
            foreach (var (format, _) in formats)
                await format.EndAsync(result, cancellationToken);
            var manifested = new List<ManifestFile> { new(EvidenceName.Reading, read.Length, HashOf(read)) };
            foreach (var (name, file, hashed, text) in files)
            {
                await text.FlushAsync(cancellationToken);
                await file.CommitAsync(cancellationToken);
                manifested.Add(hashed.File(name));
            }

            var manifest = RunManifest.Of(result, await PreviousAsync(cancellationToken), manifested);
            var added = await WriteManifestAsync(manifest, cancellationToken);
            return [reading, .. files.Select(file => NameOf(file.Name)), .. added];
        }

        public async ValueTask DisposeAsync()
        {
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (format, _) in formats)
                format.Dispose();
            foreach (var (_, file, hashed, _) in files)
            {
                await file.DisposeAsync();
                await hashed.DisposeAsync();
            }
        }

        private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

        // Waits for the accounts before these, of which as many are held.
        private async Task WriteWaitingAsync(CancellationToken cancellationToken)
        {
            await writing.ConfigureAwait(false);
            var accounts = waiting;
            waiting = new List<AccountState>(AccountsAtOnce);
            writing = Task.Run(() => WriteAsync(accounts, cancellationToken), cancellationToken);
        }

        private async Task WriteAsync(IEnumerable<AccountState> accounts, CancellationToken cancellationToken)
        {
            var shown = accounts.Select(account => EvidenceAccount.Of(account, run)).OfType<EvidenceAccount>().ToList();
            await Parallel.ForEachAsync(formats, cancellationToken, async (each, cancellationToken) =>
            {
                foreach (var account in shown)
                {
                    each.Format.Add(account);
                    if (each.Text.IsFull)
                        await each.Text.FlushAsync(cancellationToken);
                }
            });
        }

        private string NameOf(string file) => EvidenceName.Of(source, run.Run, file);

        // The manifest makes the run whole, so it comes after every other file; the index may be behind, and is written again.
        private async Task<IReadOnlyList<string>> WriteManifestAsync(RunManifest manifest, CancellationToken cancellationToken)
        {
            var bytes = manifest.Bytes();
            var added = new List<string>();
            if (key is not null)
            {
                var signature = key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
                added.Add(await store.WriteAsync(NameOf(EvidenceName.Signature), signature, cancellationToken));
            }

            added.Add(await store.WriteAsync(NameOf(EvidenceName.Manifest), bytes, cancellationToken));
            await store.WriteListAsync(
                EvidenceName.OfSource(source, EvidenceName.IndexTable), EvidenceName.OfSource(source, EvidenceName.IndexPage),
                async read =>
                {
                    // One that a person edited is begun anew.
                    var index = SourceIndex.Read(source, read) ?? SourceIndex.Empty(source);
                    index.Add(manifest, HashOf(bytes));
                    return (index.Table(), await index.PageAsync(language));
                },
                cancellationToken);
            if (reports is not null)
                await store.WriteListAsync(
                    EvidenceName.OverviewTable, EvidenceName.OverviewPage, _ => OverviewAsync(reports, cancellationToken),
                    cancellationToken);
            return added;
        }

        private async Task<(byte[] Table, byte[] Page)> OverviewAsync(ILaneStore lanes, CancellationToken cancellationToken)
        {
            var overview = new Overview();
            await foreach (var each in lanes.SourcesAsync(cancellationToken))
            {
                var index = SourceIndex.Read(
                    each, await store.ReadAsync(EvidenceName.OfSource(each, EvidenceName.IndexTable), cancellationToken));
                overview.Add(each, index);
            }

            return (overview.Table(), await overview.PageAsync(language));
        }

        private async Task<PreviousManifest?> PreviousAsync(CancellationToken cancellationToken) =>
            run.LastCompleted is { } last
            && await store.ReadAsync(EvidenceName.Of(source, last, EvidenceName.Manifest), cancellationToken) is { } bytes
                ? new PreviousManifest(EvidenceName.FolderOf(last), HashOf(bytes))
                : null;

        private async Task<EvidenceText> CreateAsync(string file, CancellationToken cancellationToken)
        {
            var created = await store.CreateAsync(NameOf(file), cancellationToken);
            var hashed = new HashedStream(created.Content);
            var text = new EvidenceText(hashed);
            files.Add((file, created, hashed, text));
            return text;
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
