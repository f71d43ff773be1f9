using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Azure.Core;
using Azure.Core.Pipeline;

using CredFunctions.Ports;

namespace CredFunctions.Channels.Acs;

/// <summary>One connection for each resource, kept for the life of the app and signed by its identity or by an access key.</summary>
/// <param name="secrets">The settings that hold connection strings.</param>
/// <param name="credential">The app's identity.</param>
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

/// <summary>Signs a request with the access key of a communication service.</summary>
/// <seealso href="https://learn.microsoft.com/rest/api/communication/authentication#access-key-authentication"/>
internal sealed class AcsKeyPolicy(byte[] key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, message.CancellationToken);
        var hash = Convert.ToBase64String(SHA256.HashData(body.ToArray()));
        var date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var uri = message.Request.Uri.ToUri();
        var signed = $"{message.Request.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)));
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("x-ms-content-sha256", hash);
        message.Request.Headers.SetValue(
            "Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
    }
}
