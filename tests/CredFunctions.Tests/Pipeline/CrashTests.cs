using CredFunctions.Notifications;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline;

/// <summary>The process dies before or after every single call: in the end the store holds what it would have held anyway.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class CrashTests
{
    public static TheoryData<int> Stories => [.. Enumerable.Range(0, Story.All.Count)];

    [Fact]
    public async Task The_stories_notify_everything_that_a_report_can()
    {
        var kinds = new HashSet<NotificationKind>();
        var lists = new List<string>();
        foreach (var story in Story.All)
        {
            var world = new World(new FaultPlan());
            await story.PlayAsync(world);
            await world.RestAsync();
            kinds.UnionWith(world.Notifications.Select(each => each.Kind));
            lists.AddRange(world.Notifications.Select(each => each.Attachment).OfType<string>());
            world.Notifications.Select(each => each.Attachment).OfType<string>().Should().BeSubsetOf(world.Evidence.Files.Select(file => file.Split(' ')[0]));
        }

        kinds.Should().Contain([
            NotificationKind.Digest, NotificationKind.Alert, NotificationKind.Reminder, NotificationKind.Rejected, NotificationKind.Incomplete, NotificationKind.Stale]);
        lists.Should().Contain(name => name.EndsWith("/digest-2.csv"), "two reports have more findings than a digest names")
            .And.OnlyContain(name => name.Contains("/digest-"));
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task A_crash_at_any_call_changes_nothing_in_the_end(int number)
    {
        var story = Story.All[number];
        var (expected, calls) = await Undisturbed.Of(story);
        for (var call = First; call <= calls; call += Step)
        {
            foreach (var after in new[] { false, true })
            {
                foreach (var durable in Queues(call))
                {
                    var world = new World(new FaultPlan { CrashAtCall = call, CrashAfter = after }, queuesAreDurable: durable);
                    await story.PlayAsync(world);
                    await world.RestAsync();
                    (await world.StateAsync()).Should().Be(expected, $"{story}: crash {(after ? "after" : "before")} call {call}");
                    world.Evidence.Changed.Should().BeEmpty($"{story}: crash {(after ? "after" : "before")} call {call}");
                    world.Desk.Arrived.Count.Should().BeLessThanOrEqualTo(world.Desk.Arrived.Distinct().Count() + world.CrashesAfterDelivery);
                }
            }
        }
    }

    // Every third call of a story, which ones depends on the seed; every call with CREDFUNCTIONS_FAULTS=all.
    private static int Step => RandomRuns.TriesEveryFault ? 1 : 3;

    private static int First => RandomRuns.TriesEveryFault ? 1 : 1 + (int)((uint)RandomRuns.Seed % Step);

    // A crash after a call leaves what one before the next call leaves, so both kinds of queues meet it with half of the runs.
    private static bool[] Queues(int call) => RandomRuns.TriesEveryFault ? [false, true] : [call % 2 == 0];
}
