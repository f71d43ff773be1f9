namespace CredFunctions.Tests.Pipeline;

/// <summary>Whatever dies, is lost, doubled, late or out of order: in the end the store says what it would have said anyway.</summary>
public sealed class FaultInjectionTests
{
    private const int SchedulesAStory = 1_200;

    public static TheoryData<int> Stories => [.. Enumerable.Range(0, Story.All.Count)];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task A_crash_at_any_call_changes_nothing_in_the_end(int number)
    {
        var story = Story.All[number];
        var (expected, calls) = await Undisturbed(story);
        for (var call = 1; call <= calls; call++)
        {
            foreach (var after in new[] { false, true })
            {
                foreach (var durable in new[] { false, true })
                {
                    var world = new World(new FaultPlan { CrashAtCall = call, CrashAfter = after }, queuesAreDurable: durable);
                    await story.TellAsync(world);
                    await world.RestAsync();
                    (await world.StateAsync()).Should().Be(expected, $"{story}: crash {(after ? "after" : "before")} call {call}");
                    world.Desk.Arrived.Count.Should().BeLessThanOrEqualTo(world.Desk.Arrived.Distinct().Count() + world.CrashesAfterDelivery);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Crashes_and_messages_lost_doubled_late_and_reordered_change_nothing_in_the_end(int number)
    {
        var story = Story.All[number];
        var (expected, _) = await Undisturbed(story);
        for (var seed = 0; seed < SchedulesAStory; seed++)
        {
            var random = new Random(seed);
            var plan = new FaultPlan(random) { CrashesPerThousand = random.Next(40), InterleavingsPerThousand = random.Next(200) };
            var world = new World(plan, random, mishapsPerThousand: random.Next(100), queuesAreDurable: random.Next(2) == 0);
            await story.TellAsync(world);
            await world.RestAsync();
            (await world.StateAsync()).Should().Be(expected, $"{story}: seed {seed}");
            world.Desk.Arrived.Count.Should().BeLessThanOrEqualTo(world.Desk.Arrived.Distinct().Count() + world.CrashesAfterDelivery, $"{story}: seed {seed}");
        }
    }

    private static async Task<(string State, int Calls)> Undisturbed(Story story)
    {
        var plan = new FaultPlan();
        var world = new World(plan);
        await story.TellAsync(world);
        await world.RestAsync();
        world.Desk.Arrived.Should().OnlyHaveUniqueItems().And.NotBeEmpty();
        return (await world.StateAsync(), plan.Calls);
    }
}
