using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.DependencyInjection;

namespace CredFunctions.Tests.Pipeline;

public sealed class DeliverNotificationTests
{
    private readonly MemoryAuditStore store = new();
    private readonly Clock clock = new();
    private readonly SimulatedPolicies policies = new("4h");
    private readonly SimulatedDesk desk;
    private readonly SimulatedQueues queues;
    private readonly DeliverNotification deliver;
    private readonly DateTimeOffset start;

    public DeliverNotificationTests()
    {
        var plan = new FaultPlan();
        desk = new SimulatedDesk(plan, clock);
        queues = new SimulatedQueues(plan, clock);
        deliver = DeliverTo(desk, store);
        start = clock.GetUtcNow();
    }

    private DeliverNotification DeliverTo(IChannelSender channel, IAuditStore from, SimulatedQueues? to = null) =>
        new ComposedPipeline { Store = from, Queues = to ?? queues, Policies = policies, Channels = [channel], Time = clock }.Build()
            .GetRequiredService<DeliverNotification>();

    [Fact]
    public async Task Is_sent_once_and_marked()
    {
        await AddAsync("a");
        await DeliverAsync("a");
        await DeliverAsync("a");

        desk.Arrived.Should().Equal("a");
        var sent = await ReadAsync("a");
        sent.Status.Should().Be(NotificationStatus.Sent);
        sent.SentAt.Should().Be(start);
        queues.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_channel_that_is_down_for_two_hours_loses_nothing_and_delays_no_other()
    {
        desk.Refusal = channel => channel == "desk" && clock.GetUtcNow() < start.AddHours(2) ? Busy() : null;
        await AddAsync("a");
        await AddAsync("b");
        await AddAsync("c", "pager");
        foreach (var (id, channel) in new[] { ("a", "desk"), ("b", "desk"), ("c", "pager") })
            await DeliverAsync(id, channel);

        desk.Arrived.Should().Equal("c");
        desk.LastArrival["pager"].Should().Be(start);

        await WorkAsync(start.AddHours(4));

        desk.Arrived.Should().BeEquivalentTo("a", "b", "c");
        desk.LastArrival["desk"].Should().BeOnOrAfter(start.AddHours(2)).And.BeOnOrBefore(start.AddHours(3), "the longest wait is an hour");
        desk.Tries.Should().BeLessThan(25, "it waits longer and longer");
        (await ReadAsync("a")).LastError.Should().BeNull();
    }

    [Fact]
    public async Task Is_given_up_after_a_day_with_the_last_reason_and_can_be_sent_again()
    {
        desk.Refusal = _ => Busy();
        await AddAsync("a");
        await DeliverAsync("a");
        await WorkAsync(start.AddDays(3));

        var failed = await ReadAsync("a");
        failed.Status.Should().Be(NotificationStatus.Failed);
        failed.LastError.Should().Be("The channel is busy.");
        failed.Attempts.Should().BeGreaterThan(20);
        clock.GetUtcNow().Should().Be(start + Notification.Patience, "the last try falls on the end of the patience");
        desk.Arrived.Should().BeEmpty();

        desk.Refusal = _ => null;
        clock.Advance(TimeSpan.FromDays(9));
        await store.SaveNotificationAsync(failed.Replayed(clock.GetUtcNow()), default);
        await DeliverAsync("a");

        desk.Arrived.Should().Equal("a");
        (await ReadAsync("a")).Should().Match<Notification>(sent => sent.Status == NotificationStatus.Sent && sent.LastError == null && sent.SentAt == clock.GetUtcNow());
    }

    [Fact]
    public async Task What_is_sent_again_is_tried_for_a_day_anew()
    {
        desk.Refusal = _ => Busy();
        await AddAsync("a");
        clock.Advance(TimeSpan.FromDays(9));
        await store.SaveNotificationAsync((await ReadAsync("a")).Replayed(clock.GetUtcNow()), default);

        await DeliverAsync("a");

        (await ReadAsync("a")).Status.Should().Be(NotificationStatus.Pending);
    }

    [Fact]
    public async Task Is_given_up_at_once_where_the_channel_will_never_take_it()
    {
        desk.Refusal = _ => new ChannelRefusedException(ChannelRefusal.Permanent, "It is too large.");
        await AddAsync("a");

        await DeliverAsync("a");

        (await ReadAsync("a")).Should().Match<Notification>(failed => failed.Status == NotificationStatus.Failed && failed.LastError == "It is too large." && failed.Attempts == 1);
        queues.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_channel_that_the_policy_has_no_longer_is_a_failure_with_a_reason()
    {
        await AddAsync("a", "gone");

        await DeliverAsync("a", "gone");

        (await ReadAsync("a")).Should().Match<Notification>(failed => failed.Status == NotificationStatus.Failed && failed.LastError == "The policy has no channel \"gone\" any more.");
    }

    [Fact]
    public async Task A_channel_that_wants_to_be_left_alone_is_left_alone()
    {
        desk.Refusal = _ => new ChannelRefusedException(ChannelRefusal.Transient, "Later.", TimeSpan.FromMinutes(17));
        await AddAsync("a");

        await DeliverAsync("a");

        queues.NextVisibleAt.Should().Be(start.AddMinutes(17));
        (await ReadAsync("a")).NextAttemptAt.Should().Be(start.AddMinutes(17));
    }

    [Fact]
    public async Task Who_of_a_channel_was_not_reached_is_kept_until_the_others_are()
    {
        MissedRecipient[] missed = [new("later@example.com"), new("gone@example.com", "550 no such user")];
        desk.Refusal = _ => new ChannelRefusedException(ChannelRefusal.Transient, "Not everybody.") { Missed = missed };
        await AddAsync("a");

        await DeliverAsync("a");
        (await ReadAsync("a")).Should().BeEquivalentTo(new { Status = NotificationStatus.Pending, LastError = "Not everybody.", Missed = missed, NextAttemptAt = start.AddMinutes(1) });
        desk.Refusal = _ => Busy();
        await WorkAsync(start.AddMinutes(1));
        (await ReadAsync("a")).Should().BeEquivalentTo(new { LastError = "The channel is busy.", Missed = missed });
        (await ReadAsync("a")).Replayed(start).Missed.Should().Equal([new("later@example.com"), new MissedRecipient("gone@example.com")], "somebody may have mended it");

        desk.Refusal = _ => null;
        await WorkAsync(start.AddMinutes(3));
        (await ReadAsync("a")).Should().Match<Notification>(sent => sent.Status == NotificationStatus.Sent && sent.Missed == null);
    }

    [Fact]
    public async Task Hints_and_doubles_begin_no_second_chain_of_tries()
    {
        desk.Refusal = _ => Busy();
        await AddAsync("a");
        for (var hour = 0; hour < 20; hour++)
        {
            await DeliverAsync("a");
            await DeliverAsync("a");
            await WorkAsync(start.AddHours(hour + 1));
        }

        desk.Tries.Should().BeLessThan(40);
    }

    [Fact]
    public async Task A_process_that_dies_between_sending_and_marking_sends_again_and_that_is_all_that_is_told_twice()
    {
        // Calls: read, deliver, save. The third one never happens.
        var plan = new FaultPlan { CrashAtCall = 3 };
        var first = new SimulatedDesk(plan, clock);
        var fragile = DeliverTo(first, new FaultyStore(store, plan));
        await AddAsync("a");
        await AddAsync("b");

        var dying = async () => await fragile.HandleAsync(new NotificationMessage("a", "desk", 0), default);
        await dying.Should().ThrowAsync<CrashException>();
        first.Arrived.Should().Equal("a");
        await DeliverAsync("a");
        await DeliverAsync("a");
        await DeliverAsync("b");

        desk.Arrived.Should().Equal("a", "b");
    }

    [Fact]
    public async Task What_was_sent_and_could_not_be_marked_is_marked_later_and_not_sent_again()
    {
        // Calls: read, deliver, save. The third one fails, and the process lives.
        var plan = new FaultPlan { CrashAtCall = 3 };
        var handler = Handler(plan);
        await AddAsync("a");

        var failing = async () => await handler.HandleAsync(new NotificationMessage("a", "desk", 0), default);
        await failing.Should().ThrowAsync<CrashException>();
        (await ReadAsync("a")).Status.Should().Be(NotificationStatus.Pending);
        clock.Advance(TimeSpan.FromSeconds(5));
        await handler.HandleAsync(new NotificationMessage("a", "desk", 0), default);

        desk.Tries.Should().Be(1);
        (await ReadAsync("a")).Should().Match<Notification>(sent => sent.Status == NotificationStatus.Sent && sent.SentAt == start);
    }

    [Fact]
    public async Task What_is_sent_again_by_a_person_is_sent_although_an_earlier_outcome_was_never_saved()
    {
        var plan = new FaultPlan { CrashAtCall = 3 };
        var handler = Handler(plan);
        await AddAsync("a");
        var failing = async () => await handler.HandleAsync(new NotificationMessage("a", "desk", 0), default);
        await failing.Should().ThrowAsync<CrashException>();

        await store.SaveNotificationAsync((await ReadAsync("a")).Replayed(clock.GetUtcNow()), default);
        await handler.HandleAsync(new NotificationMessage("a", "desk", 0), default);

        desk.Tries.Should().Be(2);
        (await ReadAsync("a")).Status.Should().Be(NotificationStatus.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replay_that_comes_while_it_is_being_sent_sends_it_once_more(bool isRefused)
    {
        await AddAsync("a");
        desk.Refusal = _ => desk.Tries == 1 ? Replayed() : null;

        await DeliverAsync("a");
        (await ReadAsync("a")).Should().Match<Notification>(each =>
            each.Status == NotificationStatus.Pending && each.Attempts == 0 && each.NextAttemptAt == null && each.ReplayedAt == start);
        await WorkAsync(start);

        desk.Tries.Should().Be(2);
        (await ReadAsync("a")).Status.Should().Be(NotificationStatus.Sent);
        queues.IsEmpty.Should().BeTrue();

        ChannelRefusedException? Replayed()
        {
            Replay();
            return isRefused ? Busy() : null;
        }
    }

    [Fact]
    public async Task A_replay_that_comes_while_some_recipients_get_it_is_sent_to_the_others()
    {
        await AddAsync("a");
        desk.Refusal = _ =>
        {
            if (desk.Tries > 1)
                return null;
            Replay();
            return new ChannelRefusedException(ChannelRefusal.Transient, "bob is unknown.") { Missed = [MissedRecipient.ForGood("bob", "unknown")] };
        };

        await DeliverAsync("a");

        (await ReadAsync("a")).Missed.Should().Equal(new MissedRecipient("bob"));
    }

    [Fact]
    public async Task A_process_that_is_killed_between_saving_and_scheduling_loses_nothing()
    {
        // Calls: read, deliver, save, send of the copy.
        desk.Refusal = _ => Busy();
        var plan = new FaultPlan { CrashAtCall = 4 };
        await AddAsync("a");
        var dying = async () => await Handler(plan).HandleAsync(new NotificationMessage("a", "desk", 0), default);
        await dying.Should().ThrowAsync<CrashException>();
        (await ReadAsync("a")).NextAttemptAt.Should().Be(start.AddMinutes(1));
        queues.IsEmpty.Should().BeTrue();

        // The next process starts at once, long before the next try is due.
        desk.Refusal = _ => null;
        await DeliverAsync("a");
        desk.Arrived.Should().BeEmpty();
        await WorkAsync(start.AddMinutes(2));

        desk.Arrived.Should().Equal("a");
        desk.LastArrival["desk"].Should().Be(start.AddMinutes(1));
    }

    [Fact]
    public async Task A_shutdown_between_saving_and_scheduling_loses_nothing()
    {
        using var stop = new CancellationTokenSource();
        desk.Refusal = _ =>
        {
            stop.Cancel();
            return Busy();
        };
        await AddAsync("a");

        await deliver.HandleAsync(new NotificationMessage("a", "desk", 0), stop.Token);

        (await ReadAsync("a")).Should().Match<Notification>(waiting => waiting.Attempts == 1 && waiting.NextAttemptAt == start.AddMinutes(1));
        queues.NextVisibleAt.Should().Be(start.AddMinutes(1));
    }

    [Fact]
    public async Task A_shutdown_after_sending_marks_what_was_sent()
    {
        using var stop = new CancellationTokenSource();
        desk.Refusal = _ =>
        {
            stop.Cancel();
            return null;
        };
        await AddAsync("a");

        await deliver.HandleAsync(new NotificationMessage("a", "desk", 0), stop.Token);

        (await ReadAsync("a")).Status.Should().Be(NotificationStatus.Sent);
    }

    [Fact]
    public async Task A_copy_that_arrives_a_little_early_is_waited_for()
    {
        desk.Refusal = _ => Busy();
        await AddAsync("a");
        await DeliverAsync("a");
        desk.Refusal = _ => null;
        clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(50));

        await deliver.HandleAsync(new NotificationMessage("a", "desk", 1), default);

        desk.Arrived.Should().Equal("a");
    }

    [Fact]
    public async Task A_copy_that_arrives_much_too_early_comes_again_when_it_is_due_under_an_id_of_its_own()
    {
        desk.Refusal = _ => Busy();
        await AddAsync("a");
        await DeliverAsync("a");
        var copy = (NotificationMessage)queues.Sent.Single();
        queues.Forget();
        desk.Refusal = _ => null;

        await deliver.HandleAsync(copy, default);

        desk.Arrived.Should().BeEmpty();
        queues.NextVisibleAt.Should().Be(start.AddMinutes(1));
        queues.Sent[^1].Should().Be(copy with { Deferred = 1 });
        await WorkAsync(start.AddMinutes(1));
        desk.Arrived.Should().Equal("a");
    }

    [Fact]
    public async Task An_answer_that_was_lost_leaves_it_unconfirmed_and_it_is_sent_again_by_a_person_alone()
    {
        desk.Refusal = _ => new ChannelRefusedException(ChannelRefusal.Unconfirmed, "The answer was lost.");
        await AddAsync("a");
        await DeliverAsync("a");
        desk.Refusal = _ => null;
        await DeliverAsync("a");
        await WorkAsync(start.AddDays(3));

        var lost = await ReadAsync("a");
        lost.Should().Match<Notification>(each => each.Status == NotificationStatus.Unconfirmed && each.LastError == "The answer was lost." && each.SentAt == start && each.NextAttemptAt == null);
        (desk.Tries, queues.IsEmpty).Should().Be((1, true));

        await store.SaveNotificationAsync(lost.Replayed(clock.GetUtcNow()), default);
        await DeliverAsync("a");
        desk.Arrived.Should().Equal("a");
    }

    // As another process does it: the store in memory answers at once.
    private void Replay() => _ = store.SaveNotificationAsync(store.Notifications.Single().Replayed(clock.GetUtcNow()), default);

    private DeliverNotification Handler(FaultPlan plan) =>
        DeliverTo(new CountingDesk(desk, plan), new FaultyStore(store, plan), new SimulatedQueues(plan, clock));

    private static ChannelRefusedException Busy() => new(ChannelRefusal.Transient, "The channel is busy.");

    private Task AddAsync(string id, string channel = "desk") => store.AddNotificationsAsync(
        [new Notification { Id = id, Kind = NotificationKind.Digest, Source = "acme", Channel = channel, Content = new NotificationContent(), CreatedAt = clock.GetUtcNow() }], default);

    private Task DeliverAsync(string id, string channel = "desk") => deliver.HandleAsync(new NotificationMessage(id, channel, Attempt: 0), default);

    private async Task<Notification> ReadAsync(string id) => (await store.ReadNotificationAsync(id, default))!;

    // Delivers the scheduled copies as they become due.
    private async Task WorkAsync(DateTimeOffset until)
    {
        while (!queues.IsEmpty && queues.NextVisibleAt <= until)
        {
            if (queues.NextVisibleAt > clock.GetUtcNow())
                clock.Advance(queues.NextVisibleAt - clock.GetUtcNow());
            if (queues.Take() is NotificationMessage message)
                await deliver.HandleAsync(message, default);
        }
    }

    // The desk of the test, with its calls in another plan.
    private sealed class CountingDesk(SimulatedDesk desk, FaultPlan plan) : IChannelSender
    {
        public bool Serves(string kind) => desk.Serves(kind);

        public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
            plan.CallAsync("deliver", () => desk.SendAsync(channel, notification, cancellationToken));
    }
}
