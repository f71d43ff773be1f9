using Azure.Core;

using CredFunctions.Channels.Http;
using CredFunctions.Channels.Tls;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels;

/// <summary>A kind of channel: it reads the settings, makes the sender and shows what a message looks like.</summary>
internal interface IChannelKind : IChannelReader
{
    IChannelSender SenderFrom(SenderParts parts);

    /// <summary>The files that a message consists of.</summary>
    /// <param name="name">The name of the files, without their endings.</param>
    /// <param name="notification">What the message is about.</param>
    /// <param name="now">The time, for the age of the report.</param>
    IEnumerable<(string FileName, byte[] Bytes)> Preview(Channel channel, string name, Notification notification, DateTimeOffset now);
}

/// <summary>What senders are made of.</summary>
internal sealed record SenderParts(
    ChannelPace Pace,
    HttpPoster Http,
    ServerCertificates Certificates,
    IEvidenceStore? Evidence,
    IChannelSecrets Secrets,
    TextWriter Output,
    TokenCredential? Credential,
    TimeProvider Time,
    EngineRecords? Records);
