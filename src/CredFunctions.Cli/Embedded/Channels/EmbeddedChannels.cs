using CredFunctions.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Embedded.Channels;

/// <summary>The ways to people that a process has by itself, and a sentence for the one that it has not.</summary>
internal sealed class EmbeddedChannels : IDisposable
{
    private readonly NotificationChannels channels;

    /// <param name="surroundings">The clock, and the secrets that a policy names.</param>
    /// <param name="console">Where the console channel writes.</param>
    /// <param name="evidence">Where whole lists are; null where nothing is kept.</param>
    public EmbeddedChannels(Surroundings surroundings, TextWriter console, IEvidenceStore? evidence)
    {
        channels = new NotificationChannels(surroundings.Secrets, surroundings.Time, console, evidence, surroundings.Say);
        All = [channels, new AzureOnlyChannel()];
    }

    public IReadOnlyList<INotificationChannel> All { get; }

    public void Dispose() => channels.Dispose();
}
