using System.Collections.Concurrent;

using Azure.Communication.Email;

using CredFunctions.Channels.Acs;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Functions.Mail;

/// <summary>
/// A client a resource for as long as the app lives: as the app's own identity, or by the connection string in a setting.
/// </summary>
internal class AcsClients(IChannelSecrets secrets, TokenCredential credential)
{
    private readonly ConcurrentDictionary<string, EmailClient> clients = new(StringComparer.Ordinal);

    /// <exception cref="ChannelRefusedException">The setting has no connection string.</exception>
    public virtual EmailClient Of(AcsChannel channel)
    {
        var address = channel.Endpoint?.AbsoluteUri ?? secrets.Require(channel.ConnectionStringSetting!);
        try
        {
            return clients.GetOrAdd(
                address, key => channel.Endpoint is { } endpoint
                ? new EmailClient(endpoint, credential, Options())
                : new EmailClient(key, Options()));
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException or FormatException)
        {
            // What the client says of a connection string may repeat parts of it.
            throw new ChannelRefusedException(
                ChannelRefusal.Transient,
                $"The setting {channel.ConnectionStringSetting} is no connection string of a communication service.");
        }
    }

    // Whoever delivers tries again for a day.
    private static EmailClientOptions Options() => new() { Retry = { MaxRetries = 0 } };
}
