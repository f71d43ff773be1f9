using CredFunctions.Channels;
using CredFunctions.IntegrationTests.Pipeline;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.DependencyInjection;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>One notification on its way to one real channel, try by try, by a clock that a test moves on.</summary>
internal sealed class Redelivery : IPolicies, IDisposable
{
    private readonly MemoryAuditStore store = new();
    private readonly Clock clock = new();
    private readonly QueuedMessages queues = new();
    private readonly ChannelSenders channels;
    private readonly DeliverNotification deliver;
    private string id = "";

    /// <param name="channel">The channel.</param>
    /// <param name="time">What the channel waits by; null for the time of the machine.</param>
    public Redelivery(Channel channel, TimeProvider? time = null)
    {
        Channel = channel;
        channels = new ChannelSenders(new KnownSecrets(), time ?? TimeProvider.System, TextWriter.Null, evidence: null);
        deliver = new ComposedPipeline { Store = store, Queues = queues, Policies = this, Channels = [channels], Time = clock }.Build()
            .GetRequiredService<DeliverNotification>();
    }

    /// <summary>The channel as the policy has it now.</summary>
    public Channel Channel { get; set; }

    public RefusedPolicy? Refused => null;

    public void Dispose() => channels.Dispose();

    public Task<PolicyDocument> CurrentAsync(CancellationToken cancellationToken) => Task.FromResult(PolicyDocument.Default with { Channels = [Channel] });

    public Task<PolicyDocument> ReadAsync(string hash, CancellationToken cancellationToken) => CurrentAsync(cancellationToken);

    /// <summary>Tries it for the first time; gives what is recorded then.</summary>
    public async Task<Notification> TryAsync(Notification notification, CancellationToken cancellationToken)
    {
        id = notification.Id;
        await store.AddNotificationsAsync([notification with { Channel = Channel.Name, CreatedAt = clock.GetUtcNow() }], cancellationToken);
        return await DeliverAsync(cancellationToken);
    }

    /// <summary>Tries it when it is due again.</summary>
    public async Task<Notification> AgainAsync(CancellationToken cancellationToken)
    {
        clock.Advance((await ReadAsync(cancellationToken)).NextAttemptAt!.Value - clock.GetUtcNow());
        return await DeliverAsync(cancellationToken);
    }

    /// <summary>Tries what was given up as somebody asks for it.</summary>
    public async Task<Notification> ReplayAsync(CancellationToken cancellationToken)
    {
        await store.SaveNotificationAsync((await ReadAsync(cancellationToken)).Replayed(clock.GetUtcNow()), cancellationToken);
        return await DeliverAsync(cancellationToken);
    }

    /// <summary>Hands it to the handler once more.</summary>
    public async Task<Notification> DeliverAsync(CancellationToken cancellationToken)
    {
        await deliver.HandleAsync(NotificationMessage.Of(await ReadAsync(cancellationToken)), cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task<Notification> ReadAsync(CancellationToken cancellationToken) => (await store.ReadNotificationAsync(id, cancellationToken))!;
}
