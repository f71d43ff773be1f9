using Azure.Core;

using CredFunctions.Channels.Http;
using CredFunctions.Channels.Tls;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels;

/// <summary>Sends to channels of every kind.</summary>
public sealed class ChannelSenders : IChannelSender, IDisposable
{
    private readonly HttpPoster http;

    /// <param name="secrets">The values of the settings that a policy names.</param>
    /// <param name="output">Where the console channel writes.</param>
    /// <param name="evidence">Where whole lists are; null where no evidence is kept.</param>
    /// <param name="warn">Takes a warning for the operator, such as that a certificate could not be checked for revocation.</param>
    /// <param name="credential">The identity of the process in Azure; null where it has none.</param>
    /// <param name="records">Where the engine keeps its records, for the commands that notifications recommend.</param>
    public ChannelSenders(
        IChannelSecrets secrets, TimeProvider time, TextWriter output, IEvidenceStore? evidence, Action<string>? warn = null,
        TokenCredential? credential = null, EngineRecords? records = null)
    {
        var pace = new ChannelPace(time);
        var certificates = new ServerCertificates(warn ?? (_ => { }));
        http = new HttpPoster(pace, certificates, time);
        var parts = new SenderParts(pace, http, certificates, evidence, secrets, output, credential, time, records);
        All = [.. ChannelKinds.All.Select(kind => kind.SenderFrom(parts))];
    }

    /// <summary>One for each kind of channel.</summary>
    public IReadOnlyList<IChannelSender> All { get; }

    public bool Serves(string kind) => All.Any(sender => sender.Serves(kind));

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        All.First(sender => sender.Serves(channel.Kind)).SendAsync(channel, notification, cancellationToken);

    public void Dispose() => http.Dispose();
}
