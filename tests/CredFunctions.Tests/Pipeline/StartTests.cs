using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.DependencyInjection;

namespace CredFunctions.Tests.Pipeline;

/// <summary>What an earlier start has under way changes nothing once a later one has begun.</summary>
public sealed class StartTests
{
    private readonly MemoryAuditStore store = new();
    private readonly World world;

    public StartTests() => world = new World(new FaultPlan(), durable: store);

    [Fact]
    public async Task A_completed_run_shuts_the_starts_before_it_out_of_every_bucket()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        await UploadAsync("2.csv", Reports.Second, Reports.Day(1));
        var late = (await store.ReadAllAccountsAsync(SimulatedInbox.Source, default).FirstAsync()).State;
        var before = await world.StateAsync();

        for (var bucket = 0; bucket < AccountBucket.Count; bucket++)
        {
            var id = Enumerable.Range(1_000, int.MaxValue - 1_000).Select(number => $"{number}").First(id => AccountBucket.Of(id) == bucket);
            (await store.SaveAccountsAsync(SimulatedInbox.Source, start: 1, [new StoredAccount(late with { AccountId = id }, null)], default))
                .Should().Be(SaveResult.Superseded);
        }

        (await world.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task What_ends_the_first_start_of_a_run_does_not_end_the_second()
    {
        await UploadAsync("many.csv", Reports.Many, Reports.Day(0));
        await UploadAsync("few.csv", Reports.Few, Reports.Day(1));
        var first = (await world.RecordOfAsync(Reports.Few))!;
        first.Status.Should().Be(ReportStatus.Held);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await world.AcceptAsync(first);
        (second.Status, second.Stamp).Should().Be((ReportStatus.Recording, first.Stamp));

        var lanes = new ComposedPipeline { Store = store, Queues = world.Queues, Inbox = world.Inbox, Policies = world.Policies, Time = world.Time }.Build()
            .GetRequiredService<LaneKeeper>();
        (await lanes.UpdateAsync(first with { Status = ReportStatus.Recording, Chunks = 0 }, default)).Should().BeFalse();
        (await lanes.EndAsync(first, [], default)).Should().BeFalse();

        (await world.RecordOfAsync(Reports.Few)).Should().BeEquivalentTo(second);
        await world.RestAsync();
        (await world.StatusOfAsync(Reports.Few)).Should().Be(ReportStatus.Complete);
    }

    private async Task UploadAsync(string name, StoryReport report, DateTimeOffset asOf)
    {
        world.Upload(name, report, asOf);
        await world.WorkUntilAsync(() => Task.FromResult(world.Queues.IsEmpty));
    }
}
