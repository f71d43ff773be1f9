using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Pipeline;

using StoryReports = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.Tests.Embedded;

[Trait(Speed.Trait, Speed.Slow)]
public sealed class EmbeddedEngineTests
{
    [Fact]
    public async Task Records_a_source_report_by_report_and_tells_of_each()
    {
        using var world = new EngineUnderTest();
        using var engine = world.Start();

        await ScanAsync(world, engine, "1.csv", StoryReports.First, day: 0);
        await ScanAsync(world, engine, "2.csv", StoryReports.Second, day: 1);

        var second = (await world.Store.ReadReportAsync(SimulatedInbox.Source, StoryReports.Second.IdAt(StoryReports.Day(1)), default))!;
        second.Status.Should().Be(ReportStatus.Complete);
        second.Counts.Should().BeEquivalentTo(new { Accounts = 7, Departed = 1, Resolved = 3, Opened = 1 });
        world.Desk.Arrived.Should().HaveCountGreaterThan(1).And.OnlyHaveUniqueItems();
        world.Inbox.Names.Should().BeEmpty();
        world.Said.Should().BeEmpty();
    }

    // With nothing else left to do, what is scheduled for later is done at once; otherwise this would take a day.
    [Fact(Timeout = 60_000)]
    public async Task Completes_a_report_without_waiting_when_it_runs_until_idle()
    {
        using var world = new EngineUnderTest();
        using var engine = world.Start(firstAsk: TimeSpan.FromDays(1));

        await ScanAsync(world, engine, "1.csv", StoryReports.First, day: 0, TestContext.Current.CancellationToken);

        (await StatusAsync(world, StoryReports.First, day: 0)).Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task Killed_around_any_call_it_ends_like_an_undisturbed_run_when_it_is_started_again()
    {
        using var undisturbed = new EngineUnderTest();
        await AgainAsync(undisturbed);
        var expected = await undisturbed.StateAsync();

        foreach (var after in new[] { false, true })
        {
            var isOver = false;
            var call = 0;
            while (!isOver)
            {
                call++;
                using var world = new EngineUnderTest();
                using var kill = new CancellationTokenSource();
                var plan = new FaultPlan { CrashAtCall = call, CrashAfter = after, Kill = kill.Cancel };
                try
                {
                    using var engine = world.Start(plan);
                    await ScanAsync(world, engine, "1.csv", StoryReports.First, day: 0, kill.Token);
                    await ScanAsync(world, engine, "2.csv", StoryReports.Second, day: 1, kill.Token);
                }
                catch (OperationCanceledException)
                {
                    // Killed.
                }
                catch (CrashException)
                {
                    // Killed outside of a handler.
                }

                isOver = !kill.IsCancellationRequested;
                await AgainAsync(world);
                (await world.StateAsync()).Should().Be(expected, $"it was killed {(after ? "after" : "before")} call {call}");
            }
        }
    }

    [Fact]
    public async Task What_fails_ten_times_is_given_up_and_said_and_goes_on_with_the_next_start()
    {
        using var world = new EngineUnderTest();
        var plan = new FaultPlan(new Random(1)) { CrashesPerThousand = 1000 };
        world.Inbox.Upload("1.csv", StoryReports.First, StoryReports.Day(0));
        using var broken = world.Start(plan);
        await broken.ArrivedAsync(SimulatedInbox.Source, "1.csv", default);

        await broken.RunUntilIdleAsync(default);

        broken.Dead.Should().ContainSingle();
        world.Said.Should().ContainSingle().Which.Should().StartWith("Reading report \"1.csv\" of acme failed 10 times");

        await AgainAsync(world);
        (await world.Store.ReadReportAsync(SimulatedInbox.Source, StoryReports.First.IdAt(StoryReports.Day(0)), default))!.Status.Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task What_is_lost_with_its_commit_is_recorded_again_by_the_same_process()
    {
        using var undisturbed = new EngineUnderTest();
        await AgainAsync(undisturbed);
        var expected = await undisturbed.StateAsync();

        // A policy is read before every chunk is recorded, and by what comes before and after.
        for (var at = 1; at <= 12; at++)
        {
            using var world = new EngineUnderTest();
            var policies = new CountedPolicies(world.Policies, call => call == at, world.RuinTheCommit);
            using (var engine = world.Start(policies: policies))
            {
                await ScanAsync(world, engine, "1.csv", StoryReports.First, day: 0);
                await ScanAsync(world, engine, "2.csv", StoryReports.Second, day: 1);
                engine.Dead.Should().BeEmpty();
                (await engine.UnfinishedAsync(default).CountAsync()).Should().Be(0);
            }

            policies.Met.Should().BeTrue();
            (await world.StateAsync()).Should().Be(expected, $"the commit after look {at} at a policy failed");
        }
    }

    private sealed class CountedPolicies(IPolicies policies, Func<int, bool> isMet, Action act) : IPolicies
    {
        private int calls;

        public bool Met { get; private set; }

        public RefusedPolicy? Refused => policies.Refused;

        public Task<PolicyDocument> CurrentAsync(CancellationToken cancellationToken) => policies.CurrentAsync(cancellationToken);

        public Task<PolicyDocument> ReadAsync(string hash, CancellationToken cancellationToken)
        {
            if (isMet(Interlocked.Increment(ref calls)))
            {
                Met = true;
                act();
            }

            return policies.ReadAsync(hash, cancellationToken);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Runs_until_it_is_stopped_and_finds_the_files_in_the_inbox()
    {
        using var world = new EngineUnderTest();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var engine = world.Start(firstAsk: TimeSpan.FromMilliseconds(10));
        world.Inbox.Upload("1.csv", StoryReports.First, StoryReports.Day(0));
        var running = engine.RunAsync(TimeSpan.FromMilliseconds(50), stop.Token);

        await UntilNotifiedAsync(world, StoryReports.First, day: 0);
        var notified = world.Desk.Arrived.Count;
        world.Inbox.Upload("2.csv", StoryReports.Second, StoryReports.Day(1));
        await UntilNotifiedAsync(world, StoryReports.Second, day: 1);
        world.Desk.Arrived.Should().HaveCountGreaterThan(notified);

        await stop.CancelAsync();
        await running;
    }

    // Complete, with every notification sent.
    private static async Task UntilNotifiedAsync(EngineUnderTest world, StoryReport report, int day)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        while (await StatusAsync(world, report, day) is not ReportStatus.Complete
            || await world.Store.ReadPendingNotificationsAsync(cancellationToken).AnyAsync(cancellationToken))
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
    }

    private static async Task<ReportStatus?> StatusAsync(EngineUnderTest world, StoryReport report, int day) =>
        (await world.Store.ReadReportAsync(SimulatedInbox.Source, report.IdAt(StoryReports.Day(day)), default))?.Status;

    private static async Task ScanAsync(
        EngineUnderTest world, CredFunctions.Embedded.EmbeddedEngine engine, string name, StoryReport report, int day, CancellationToken cancellationToken = default)
    {
        world.Inbox.Upload(name, report, StoryReports.Day(day));
        await engine.ArrivedAsync(SimulatedInbox.Source, name, cancellationToken);
        await engine.RunUntilIdleAsync(cancellationToken);
    }

    // A new process, which scans both reports whatever the first one had done.
    private static async Task AgainAsync(EngineUnderTest world)
    {
        using var engine = world.Start();
        await engine.ResumeAsync(SimulatedInbox.Source, default);
        await engine.SweepAsync(default);
        await engine.RunUntilIdleAsync(default);
        await ScanAsync(world, engine, "1.csv", StoryReports.First, day: 0);
        await ScanAsync(world, engine, "2.csv", StoryReports.Second, day: 1);
    }
}
