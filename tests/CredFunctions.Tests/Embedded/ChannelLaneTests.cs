using CredFunctions.Embedded;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;

namespace CredFunctions.Tests.Embedded;

/// <summary>Every channel is served for itself: one that hangs holds up nothing but what it is to be told.</summary>
public sealed class ChannelLaneTests : IDisposable
{
    private static readonly string[] ForDesk = [.. Enumerable.Range(1, 9).Select(number => $"desk-{number}")];
    private static readonly string[] ForPager = [.. Enumerable.Range(1, 9).Select(number => $"pager-{number}")];

    private readonly EngineUnderTest world = new();

    private IAuditStore Store => world.Store;

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_channel_that_hangs_holds_up_no_other()
    {
        var way = new GatedChannel("desk");
        using var engine = await StartAsync(way);

        var running = engine.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        await UntilSentAsync(ForPager);
        SpinWait.SpinUntil(() => way.Begun.Contains("desk-1"), TimeSpan.FromSeconds(30)).Should().BeTrue("its lane may be the last to begin");

        way.Arrived.Should().Equal(ForPager);
        way.Begun.Where(id => id.StartsWith("desk", StringComparison.Ordinal)).Should().Equal("desk-1");
        running.IsCompleted.Should().BeFalse("something is still on its way");
        way.Open();
        await running;
        (await StatusAsync("desk-9")).Should().Be(NotificationStatus.Sent);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_channel_gets_one_after_the_other_in_the_order_in_which_it_is_to_be_told()
    {
        var way = new GatedChannel("desk");
        using var engine = await StartAsync(way);

        var running = engine.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        way.Open();
        await running;

        foreach (var expected in new[] { ForDesk, ForPager })
        {
            way.Begun.Where(expected.Contains).Should().Equal(expected);
            way.Arrived.Where(expected.Contains).Should().Equal(expected);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_channel_that_hangs_keeps_nobody_from_stopping_and_is_told_by_the_next_process()
    {
        var hanging = new GatedChannel("desk");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using (var engine = await StartAsync(hanging))
        {
            var running = engine.RunAsync(TimeSpan.FromHours(1), stop.Token);
            await UntilSentAsync(ForPager);
            await stop.CancelAsync();
            await running;
        }

        (await StatusAsync("desk-1")).Should().Be(NotificationStatus.Pending);
        var way = new GatedChannel("none");
        using var next = await StartAsync(way);
        await next.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        way.Arrived.Should().Equal(ForDesk);
    }

    // What the channel that hangs is to be told comes first.
    private async Task<EmbeddedEngine> StartAsync(IChannelSender way)
    {
        foreach (var (ids, channel) in new[] { (ForDesk, "desk"), (ForPager, "pager") })
            await Store.AddNotificationsAsync([.. ids.Select(id => Told(id, channel))], default);
        var engine = world.Start(way: way);
        await engine.EnqueuePendingAsync(default);
        return engine;
    }

    private async Task UntilSentAsync(string[] ids)
    {
        foreach (var id in ids)
        {
            while (await StatusAsync(id) is not NotificationStatus.Sent)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }

    private async Task<NotificationStatus> StatusAsync(string id) => (await Store.ReadNotificationAsync(id, default))!.Status;

    private static Notification Told(string id, string channel) => new()
    {
        Id = id,
        Kind = NotificationKind.Digest,
        Source = SimulatedInbox.Source,
        Channel = channel,
        Content = new NotificationContent(),
        CreatedAt = DateTimeOffset.UtcNow,
    };
}
