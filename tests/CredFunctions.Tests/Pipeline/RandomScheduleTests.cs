using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Crashes, and messages lost, doubled, late or out of order: in the end the store holds what it would have held anyway.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class RandomScheduleTests
{
    private const int SchedulesAStory = 50;

    // Under a hail of crashes and lost messages a run may need days: each sweep resumes it, and most sweeps crash.
    private const string Deadline = "168h";

    public static TheoryData<int> Stories => [.. Enumerable.Range(0, Story.All.Count)];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Crashes_and_messages_lost_doubled_late_and_reordered_change_nothing_in_the_end(int number)
    {
        var story = Story.All[number];
        var (moved, _) = await Undisturbed.Of(story, Deadline);
        var (kept, _) = await Undisturbed.Of(story, Deadline, keepsFinished: true);
        for (var schedule = 0; schedule < RandomRuns.Times(SchedulesAStory); schedule++)
        {
            var keepsFinished = schedule % 2 == 1;
            var random = new Random(RandomRuns.SeedOf(schedule));
            var plan = new FaultPlan(random) { CrashesPerThousand = random.Next(40), InterleavingsPerThousand = random.Next(200) };
            var world = new World(
                plan, random, mishapsPerThousand: random.Next(100), queuesAreDurable: random.Next(2) == 0, deadline: Deadline, keepsFinished: keepsFinished);
            var because = $"{story}: schedule {schedule} with seed {RandomRuns.Seed}";

            await story.PlayAsync(world);
            await world.RestAsync();

            (await world.StateAsync()).Should().Be(keepsFinished ? kept : moved, because);
            world.Evidence.Changed.Should().BeEmpty(because);
            world.Desk.Arrived.Count.Should().BeLessThanOrEqualTo(world.Desk.Arrived.Distinct().Count() + world.CrashesAfterDelivery, because);
        }
    }
}
