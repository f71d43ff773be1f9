using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.Logging.Abstractions;

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
        deliver = new DeliverNotification(store, policies, queues, [desk], clock, NullLogger<DeliverNotification>.Instance);
        start = clock.GetUtcNow();
    }

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
        var fragile = new DeliverNotification(new FaultyStore(store, plan), policies, queues, [first], clock, NullLogger<DeliverNotification>.Instance);
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
}
