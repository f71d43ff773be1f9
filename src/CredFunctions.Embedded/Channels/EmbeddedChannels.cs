using CredFunctions.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.Channels;

/// <summary>The channels of one process: all but mail by Azure Communication Services, which is refused with a sentence.</summary>
internal sealed class EmbeddedChannels : IDisposable
{
    private readonly NotificationChannels channels;

    /// <param name="secrets">The secrets that a policy names.</param>
    /// <param name="time">The clock.</param>
    /// <param name="console">Where the console channel writes.</param>
    /// <param name="evidence">Where whole lists are; null where nothing is kept.</param>
    /// <param name="warn">Receives sentences for the person who runs the process.</param>
    public EmbeddedChannels(
        IChannelSecrets secrets, TimeProvider time, TextWriter console, IEvidenceStore? evidence, Action<string> warn)
    {
        channels = new NotificationChannels(secrets, time, console, evidence, warn);
        All = [channels, new AzureOnlyChannel()];
    }

    public IReadOnlyList<INotificationChannel> All { get; }

    public void Dispose() => channels.Dispose();
}
