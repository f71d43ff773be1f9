namespace CredFunctions.Tests.Pipeline;

/// <summary>Whatever dies, is lost, doubled, late or out of order: in the end the store says what it would have said anyway.</summary>
public sealed class RandomScheduleTests
{
    private const int SchedulesAStory = 450;

    // Under a hail of crashes and lost messages a run may need days: each sweep resumes it, and most sweeps crash.
    private const string Deadline = "168h";

    public static TheoryData<int> Stories => [.. Enumerable.Range(0, Story.All.Count)];

    [Fact]
    public void There_are_ten_thousand_schedules_or_more() => (Story.All.Count * SchedulesAStory).Should().BeGreaterThanOrEqualTo(10_000);

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Crashes_and_messages_lost_doubled_late_and_reordered_change_nothing_in_the_end(int number)
    {
        var story = Story.All[number];
        var (moved, _) = await Undisturbed.Of(story, Deadline);
        var (kept, _) = await Undisturbed.Of(story, Deadline, keepsFinished: true);
        for (var seed = 0; seed < SchedulesAStory; seed++)
        {
            var random = new Random(seed);
            var plan = new FaultPlan(random) { CrashesPerThousand = random.Next(40), InterleavingsPerThousand = random.Next(200) };
            var world = new World(plan, random, mishapsPerThousand: random.Next(100), queuesAreDurable: random.Next(2) == 0, deadline: Deadline, keepsFinished: seed % 2 == 1);
            await story.PlayAsync(world);
            await world.RestAsync();
            (await world.StateAsync()).Should().Be(seed % 2 == 1 ? kept : moved, $"{story}: seed {seed}");
            world.Evidence.Changed.Should().BeEmpty($"{story}: seed {seed}");
            world.Desk.Arrived.Count.Should().BeLessThanOrEqualTo(world.Desk.Arrived.Distinct().Count() + world.CrashesAfterDelivery, $"{story}: seed {seed}");
        }
    }
}
