using CredFunctions.Notifications.Http;
using CredFunctions.Notifications.Mail;
using CredFunctions.Notifications.Teams;
using CredFunctions.Notifications.Webhooks;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy.Channels;

namespace CredFunctions.Notifications;

/// <summary>Every way to people that needs no cloud: Teams, mail, webhooks, the console.</summary>
public sealed class NotificationChannels : INotificationChannel, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpChannel http;

    /// <param name="secrets">What the settings hold that a policy names.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">Where the console channel writes.</param>
    /// <param name="evidence">Where whole lists are; null where nothing is kept.</param>
    public NotificationChannels(IChannelSecrets secrets, TimeProvider time, TextWriter output, IEvidenceStore? evidence)
        : this(secrets, time, output, evidence, Patience)
    {
    }

    /// <param name="secrets">What the settings hold that a policy names.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">Where the console channel writes.</param>
    /// <param name="evidence">Where whole lists are; null where nothing is kept.</param>
    /// <param name="patience">How long a channel may take to answer.</param>
    internal NotificationChannels(IChannelSecrets secrets, TimeProvider time, TextWriter output, IEvidenceStore? evidence, TimeSpan patience)
    {
        var pace = new ChannelPace(time);
        http = new HttpChannel(pace, time, patience);
        All =
        [
            new TeamsChannels(http, secrets, time),
            new SmtpChannels(pace, new NotificationLists(evidence), secrets, time, patience),
            new WebhookChannels(http, secrets, time),
            new ConsoleChannels(output, time),
        ];
    }

    /// <summary>One for each kind of channel.</summary>
    public IReadOnlyList<INotificationChannel> All { get; }

    public bool Serves(ChannelKind kind) => All.Any(way => way.Serves(kind));

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellation) =>
        All.First(way => way.Serves(channel.Kind)).SendAsync(channel, notification, cancellation);

    public void Dispose() => http.Dispose();
}
