using Azure.Core;

using CredFunctions.Channels.Http;
using CredFunctions.Channels.Tls;
using CredFunctions.Ports;

namespace CredFunctions.Channels;

/// <summary>What senders are made of.</summary>
internal sealed record SenderParts(
    ChannelPace Pace,
    HttpPoster Http,
    ServerCertificates Certificates,
    IEvidenceStore? Evidence,
    IChannelSecrets Secrets,
    TextWriter Output,
    TokenCredential? Credential,
    TimeProvider Time);
