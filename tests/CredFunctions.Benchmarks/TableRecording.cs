using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;

using Microsoft.Extensions.DependencyInjection;

namespace CredFunctions.Benchmarks;

/// <summary>
/// Records accounts in Table storage as the emulator has it, and right after it writes the very same rows without us, in
/// transactions of 100: the ratio says what recording costs beside the least that any program would pay.
/// </summary>
internal static class TableRecording
{
    private const int Sources = 2;
    private const int Workers = 16;
    private const string Account = "benchmark";

    public static async Task<int> RunAsync()
    {
        if (NodeTools.Find("node") is not { } node || NodeTools.Find("npm") is not { } npm)
        {
            Console.Error.WriteLine("The storage emulator Azurite runs on Node.js: install it, so that node and npm are in the PATH.");
            return 2;
        }

        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var azurite = await AzuriteProcess.StartAsync(node, await NodeTools.InstallAsync(npm, "azurite/dist/src/azurite.js"), $"{Account}:{key}");
        var connection = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};"
                         + $"BlobEndpoint=http://127.0.0.1:{azurite.BlobPort}/{Account};TableEndpoint=http://127.0.0.1:{azurite.TablePort}/{Account};";
        var counted = new CountedRequests();
        var storage = AzureStorage.Connect(
            StorageAddress.Parse(connection, "connection"), credential: null, options => options.AddPolicy(new BeforeRequest(counted.CountAsync), HttpPipelinePosition.PerRetry));
        await storage.CreateAsync(default);

        var run = new RecordingRun(storage, new BlobServiceClient(connection), counted);
        var bytes = GeneratedReport.Bytes();
        byte[] again = [.. bytes, (byte)'\n'];
        await run.RecordAsync("warm-up", bytes);
        var first = new Figure("A new source");
        var second = new Figure("The same accounts again");
        var alone = new Figure("Azurite alone, the same rows");
        for (var source = 0; source < Sources; source++)
        {
            first += await run.RecordAsync($"source-{source}", bytes);
            alone += await WriteAsync(new TableServiceClient(connection), $"source-{source}", $"Rows{source}");
            await run.CompleteAsync($"source-{source}");
            second += await run.RecordAsync($"source-{source}", again);
        }

        foreach (var figure in new[] { alone, first, second })
            Console.WriteLine(figure.Line(alone));
        return 0;
    }

    /// <summary>Reads the rows of a source and writes them to an empty table.</summary>
    private static async Task<Figure> WriteAsync(TableServiceClient service, string source, string table)
    {
        var rows = await service.GetTableClient(ResourceNames.AccountsTable)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {source + "|"} and PartitionKey lt {source + "}"}")).ToListAsync();
        await service.CreateTableAsync(table);
        var transactions = rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal)
            .SelectMany(partition => partition.Chunk(100))
            .Select(some => some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)).ToList()).ToList();
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            transactions,
            new ParallelOptions { MaxDegreeOfParallelism = Workers },
            async (transaction, cancellationToken) => await service.GetTableClient(table).SubmitTransactionAsync(transaction, cancellationToken));
        return new Figure("") { Accounts = rows.Count, Time = Stopwatch.GetElapsedTime(started), Chunks = transactions.Count, Transactions = transactions.Count, Requests = transactions.Count };
    }

    /// <summary>What was measured, over all sources.</summary>
    private sealed record Figure(string Name)
    {
        public int Accounts { get; init; }

        public TimeSpan Time { get; init; }

        public int Chunks { get; init; }

        public int Transactions { get; init; }

        public int Requests { get; init; }

        public static Figure operator +(Figure left, Figure right) => left with
        {
            Accounts = left.Accounts + right.Accounts,
            Time = left.Time + right.Time,
            Chunks = left.Chunks + right.Chunks,
            Transactions = left.Transactions + right.Transactions,
            Requests = left.Requests + right.Requests,
        };

        public string Line(Figure alone)
        {
            var rate = Accounts / Time.TotalSeconds;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Name,-30} {rate,8:N0} accounts/s  {rate / (alone.Accounts / alone.Time.TotalSeconds),5:P0}  {(double)Transactions / Chunks:0.##} transactions and {(double)Requests / Chunks:0.#} requests a chunk of {(double)Accounts / Chunks:0.#}");
        }
    }

    /// <summary>The handlers that record.</summary>
    private sealed class RecordingRun
    {
        private readonly AzureStorage storage;
        private readonly BlobServiceClient blobs;
        private readonly CountedRequests counted;
        private readonly CollectedMessages queues = new();
        private readonly IngestReport ingest;
        private readonly RecordAccounts record;
        private readonly CompleteReport complete;

        public RecordingRun(AzureStorage storage, BlobServiceClient blobs, CountedRequests counted)
        {
            (this.storage, this.blobs, this.counted) = (storage, blobs, counted);
            var services = new ComposedPipeline
            {
                Store = storage.Store,
                Queues = queues,
                Inbox = storage.Inbox,
                Policies = storage.PoliciesWith([]),
            }.Build();
            ingest = services.GetRequiredService<IngestReport>();
            record = services.GetRequiredService<RecordAccounts>();
            complete = services.GetRequiredService<CompleteReport>();
        }

        /// <summary>Reads a report, then records its chunks; only the recording is timed.</summary>
        public async Task<Figure> RecordAsync(string source, byte[] report)
        {
            await blobs.GetBlobContainerClient(ResourceNames.ReportsContainer).GetBlobClient($"{source}/x.csv").UploadAsync(BinaryData.FromBytes(report), overwrite: true);
            await ingest.HandleAsync(new ReportMessage(source, "x.csv"), default);
            var chunks = queues.Take();
            counted.Take();
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (chunk, cancellationToken) => await record.HandleAsync(chunk, cancellationToken));
            var time = Stopwatch.GetElapsedTime(started);
            var (transactions, requests) = counted.Take();
            return new Figure("") { Accounts = chunks.Sum(chunk => chunk.Accounts.Count), Time = time, Chunks = chunks.Count, Transactions = transactions, Requests = requests };
        }

        public async Task CompleteAsync(string source)
        {
            var run = (await storage.Store.ReadLaneAsync(source, default)).Lane.Active!.Value;
            await complete.HandleAsync(new CompletionMessage(source, run, Ask: 0), default);
        }
    }
}
