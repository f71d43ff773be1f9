using System.Collections.Concurrent;
using System.Data.Common;

using Azure.Core;
using Azure.Core.Pipeline;

using CredFunctions.Ports;

namespace CredFunctions.Channels.Acs;

/// <summary>One connection a resource, kept for the life of the app and signed by its identity or by an access key.</summary>
/// <param name="secrets">The settings that hold connection strings.</param>
/// <param name="credential">The app's identity.</param>
/// <param name="time">The date of a signature.</param>
/// <param name="transport">Replaces HTTP's defaults; null but in tests.</param>
internal sealed class AcsConnections(
    IChannelSecrets secrets, TokenCredential credential, TimeProvider time, HttpPipelineTransport? transport = null)
{
    // The double slash belongs there: the audience ends with one.
    private const string Scope = "https://communication.azure.com//.default";

    private readonly ConcurrentDictionary<string, AcsConnection> connections = new(StringComparer.Ordinal);

    /// <exception cref="ChannelRefusedException">The setting holds no connection string.</exception>
    public AcsConnection Of(AcsChannel channel) => channel.Endpoint is { } endpoint
        ? connections.GetOrAdd(endpoint.AbsoluteUri, _ => Connect(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope)))
        : connections.GetOrAdd(
            secrets.Require(channel.ConnectionStringSetting!), text => ConnectByKey(text, channel.ConnectionStringSetting!));

    private AcsConnection ConnectByKey(string connectionString, string setting)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var key = Convert.FromBase64String((string)parts["accesskey"]);
            return Connect(new Uri((string)parts["endpoint"], UriKind.Absolute), new AcsKeyPolicy(key, time));
        }
        catch (Exception ex) when (ex is ArgumentException or FormatException)
        {
            // The cause is left out: its message may repeat parts of the connection string.
            throw new ChannelRefusedException(
                ChannelRefusal.Transient, $"The setting {setting} is no connection string of a communication service.");
        }
    }

    private AcsConnection Connect(Uri endpoint, HttpPipelinePolicy authentication)
    {
        // DeliverNotification retries for a day.
        var options = new AcsOptions { Retry = { MaxRetries = 0 } };
        if (transport is not null)
            options.Transport = transport;
        return new AcsConnection(HttpPipelineBuilder.Build(options, authentication), endpoint);
    }

    private sealed class AcsOptions : ClientOptions;
}
