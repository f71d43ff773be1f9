using CredFunctions.Channels.Http;
using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Tls;
using CredFunctions.Channels.Webhooks;
using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Channels;

/// <summary>Every way to people that needs no cloud: Teams, mail, webhooks, the console.</summary>
public sealed class NotificationChannels : INotificationChannel, IDisposable
{
    private readonly HttpChannel http;

    /// <param name="secrets">What the settings hold that a policy names.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">Where the console channel writes.</param>
    /// <param name="evidence">Where whole lists are; null where nothing is kept.</param>
    /// <param name="warn">Takes a sentence for the operator about a server that was used all the same; null where nobody reads it.</param>
    public NotificationChannels(
        IChannelSecrets secrets, TimeProvider time, TextWriter output, IEvidenceStore? evidence, Action<string>? say = null)
    {
        var pace = new ChannelPace(time);
        var certificates = new ServerCertificates(say ?? (_ => { }));
        http = new HttpChannel(pace, certificates, time);
        All =
        [
            new TeamsChannels(http, secrets, time),
            new SmtpChannels(pace, new NotificationLists(evidence), secrets, certificates, time),
            new WebhookChannels(http, secrets, time),
            new ConsoleChannels(output, time),
        ];
    }

    /// <summary>One for each kind of channel.</summary>
    public IReadOnlyList<INotificationChannel> All { get; }

    public bool Serves(ChannelKind kind) => All.Any(way => way.Serves(kind));

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        All.First(way => way.Serves(channel.Kind)).SendAsync(channel, notification, cancellationToken);

    public void Dispose() => http.Dispose();
}
