using Azure.Core;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.IntegrationTests.Pipeline;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

using Microsoft.Extensions.Logging.Abstractions;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.IntegrationTests.Tables;

/// <summary>
/// What a chunk costs: one transaction, however many accounts are in it, and two or three small requests beside it. The first one of a
/// run in each bucket claims the bucket, which is three more.
/// </summary>
public sealed class RequestCountTests(AzuriteFixture azurite) : PipelineTest(azurite)
{
    private static readonly string[] EachNewChunk = ["GET the lane", "POST transaction", "PUT marker"];
    private static readonly string[] Claim = ["POST transaction", "GET the start", "POST transaction"];
    private static readonly string[] EachChunk = ["GET the lane", "GET accounts", "POST transaction", "PUT marker"];

    private readonly List<string> requests = [];

    [Fact]
    public async Task A_chunk_of_a_new_source_is_one_transaction()
    {
        var chunks = await ChunksAsync("first.csv", Rows(600), day: 0);

        chunks.Should().Contain(chunk => chunk.Accounts.Count == 20, "600 accounts lie in 16 buckets").And.HaveCountGreaterThan(AccountBucket.Count);
        await EachCosts(chunks, EachNewChunk, isClaiming: true);
    }

    [Fact]
    public async Task A_chunk_is_one_transaction_whether_or_not_its_accounts_have_changed()
    {
        await IngestAsync("first.csv", Report.Of(Rows(600)).Bytes(), Stories.Day(0));

        var chunks = await ChunksAsync("second.csv", Rows(600).Select((row, index) => index % 2 == 0 ? row : row.With(Column.MfaDeviceActive, "FALSE")), day: 1);

        await EachCosts(chunks, EachChunk, isClaiming: true);
    }

    [Fact]
    public async Task A_chunk_that_comes_again_changes_nothing_and_one_of_a_run_that_ended_is_not_even_read()
    {
        var chunks = await ChunksAsync("first.csv", Rows(100), day: 0);
        await EachCosts(chunks, EachNewChunk, isClaiming: true);

        // Its accounts are taken to be new until the table says otherwise; then it is asked whether this very write made them.
        await EachCosts(chunks, ["GET the lane", "POST transaction", "GET accounts", "GET the start", "GET the lane", "GET accounts", "PUT marker"]);
        await Pipeline.WorkAsync();
        await EachCosts(chunks, ["GET the lane"]);
    }

    private static IEnumerable<AccountRow> Rows(int count) => Enumerable.Range(0, count).Select(number => AccountRow.Clean($"1{number:00000000000}"));

    private async Task<List<AccountFindingsMessage>> ChunksAsync(string name, IEnumerable<AccountRow> rows, int day)
    {
        Pipeline = new AzurePipeline(Storage, new PipelineLimits { AccountsPerMessage = 20 });
        await UploadAsync($"{Source}/{name}", Report.Of(rows).Bytes(), ("asof", Stories.Day(day).ToString("o")));
        await Pipeline.LookAtAsync(new ReportMessage(Source, name));
        return [.. Pipeline.Queues.Sent.OfType<AccountFindingsMessage>()];
    }

    private async Task EachCosts(List<AccountFindingsMessage> chunks, string[] expected, bool isClaiming = false)
    {
        var claimed = new HashSet<int>();
        var counted = ConnectAgain(options => options.AddPolicy(new BeforeRequest(NoteAsync), HttpPipelinePosition.PerRetry));
        var record = new RecordAccounts(counted.Store, counted.Store, Policies, new PipelineLimits(), NullLogger<RecordAccounts>.Instance);
        foreach (var chunk in chunks)
        {
            requests.Clear();
            (await record.HandleAsync(chunk, Cancellation)).Should().BeTrue();
            var isFirst = isClaiming && claimed.Add(AccountBucket.Of(chunk.Accounts[0].AccountId));
            requests.Should().Equal(isFirst ? [.. expected[..^2], .. Claim, .. expected[^2..]] : expected);
        }
    }

    private Task NoteAsync(Request request)
    {
        var path = Uri.UnescapeDataString(request.Uri.Path);
        requests.Add($"{request.Method} " + path switch
        {
            _ when path.EndsWith("$batch", StringComparison.Ordinal) => "transaction",
            _ when path.Contains("|chunk|", StringComparison.Ordinal) => "marker",
            _ when Uri.UnescapeDataString(request.Uri.PathAndQuery).Contains("start|", StringComparison.Ordinal) => "the start",
            _ when path.Contains(ResourceNames.AccountsTable, StringComparison.Ordinal) => "accounts",
            _ when path.Contains("'head'", StringComparison.Ordinal) => "the lane",
            _ => path,
        });
        return Task.CompletedTask;
    }
}
