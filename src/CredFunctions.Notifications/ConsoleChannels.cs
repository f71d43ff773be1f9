using CredFunctions.Notifications.Wording;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy.Channels;

namespace CredFunctions.Notifications;

/// <summary>Writes what is told to the output of the process.</summary>
internal sealed class ConsoleChannels(TextWriter output, TimeProvider time) : INotificationChannel
{
    public bool Serves(ChannelKind kind) => kind is ChannelKind.Console;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellation)
    {
        var text = PlainText.Of(Letters.Of(notification, time.GetUtcNow()));
        try
        {
            await output.WriteAsync($"\n{text}".AsMemory(), cancellation);
            await output.FlushAsync(cancellation);
        }
        catch (IOException closed)
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, "The output is closed.", cause: closed);
        }

        return Delivery.Whole;
    }
}
