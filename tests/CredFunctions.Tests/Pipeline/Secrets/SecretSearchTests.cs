using System.Text;
using System.Text.Json;

using CredFunctions.Embedded.State;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Pipeline.Telemetry;
using CredFunctions.Tests.Stores;

namespace CredFunctions.Tests.Pipeline.Secrets;

/// <summary>No SecretId is whole in anything that the pipeline writes: no row, no message, no evidence, no reason, no log line, no tag.</summary>
public sealed class SecretSearchTests
{
    private readonly FaultPlan plan = new();

    [Fact]
    public void The_search_finds_what_it_looks_for() =>
        SecretReports.FoundIn(Encoding.UTF8.GetString(SecretReports.First)).Should().BeEquivalentTo(SecretReports.SecretIds);

    [Fact]
    public async Task Nothing_in_memory_holds_a_SecretId()
    {
        var store = new MemoryAuditStore();
        var written = await RunAsync(store);
        written.AddRange(store.Everything);

        Search(written);
    }

    [Fact]
    public async Task No_byte_of_the_state_file_holds_a_SecretId()
    {
        using var folder = new TemporaryFolder();
        List<string> written;
        using (var file = StateFile.Open(Path.Combine(folder.Path, "audit.db")))
        {
            written = await RunAsync(new SqliteAuditStore(file));

            // The log of what is not carried over yet lies beside it.
            written.AddRange(Files(folder));
        }

        written.AddRange(Files(folder));
        Search(written);
    }

    private static IEnumerable<string> Files(TemporaryFolder folder) => Directory.EnumerateFiles(folder.Path).Select(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    });

    private static void Search(List<string> written)
    {
        written.SelectMany(SecretReports.FoundIn).Should().BeEmpty();
        written.Count(text => text.Contains("AKIDsear\\u2026", StringComparison.Ordinal) || text.Contains("AKIDsear…", StringComparison.Ordinal)).Should().BePositive("the masks are there");
    }

    // Everything that leaves the handlers by another way than the store.
    private async Task<List<string>> RunAsync(IAuditStore store)
    {
        using var recorder = new TelemetryRecorder();
        using var logs = new RecordedLogs();
        var world = new World(plan, loggers: logs, durable: store, hasAllEvidence: true);
        world.Upload("1.csv", new StoryReport(SecretReports.First), Reports.Day(0));
        await world.RestAsync();
        world.Upload("2.csv", new StoryReport(SecretReports.Second), Reports.Day(1));
        world.Upload("3.csv", new StoryReport(SecretReports.Broken), Reports.Day(2));
        await world.RestAsync();

        var messages = world.Queues.Sent.Select(EncodedMessages.Of).ToList();
        messages.Should().Contain(message => message.Contains("AKIDsear", StringComparison.Ordinal));
        world.Inbox.Rejected.Should().ContainSingle();
        world.Evidence.Texts.Should().NotBeEmpty();
        recorder.Measurements.Should().NotBeEmpty();
        recorder.Activities.Should().NotBeEmpty();
        var delivered = await store.ReadPendingNotificationsAsync(default).Select(each => JsonSerializer.Serialize(each, PipelineJson.Default.Notification)).ToListAsync();
        delivered.Should().BeEmpty("all were sent, and lie in the store as they were sent");
        return
        [
            .. messages, .. world.Evidence.Texts, .. world.Inbox.Rejected.Values,
            .. logs.Lines.Select(line => $"{line.Text} {string.Join(' ', line.Fields.Values)}"),
            .. recorder.Measurements.Select(measured => measured.ToString()),
            .. recorder.Activities.SelectMany(activity => activity.TagObjects).Select(tag => $"{tag.Value}"),
        ];
    }
}
