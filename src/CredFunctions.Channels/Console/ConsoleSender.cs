using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Console;

/// <summary>Writes notifications to the output of the process.</summary>
internal sealed class ConsoleSender(TextWriter output, TimeProvider time) : IChannelSender
{
    private readonly Lock turn = new();

    public bool Serves(string kind) => kind is ConsoleChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var text = PlainText.Of(NotificationWording.Of(notification, time.GetUtcNow()));
        try
        {
            // Waits for a slow reader, unless the process stops.
            await Task.Run(() => Write($"\n{text}"), CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, "The output is closed.", cause: ex);
        }

        return Delivery.Whole;
    }

    // Channels send in parallel, and each notification must stay in one piece.
    private void Write(string text)
    {
        lock (turn)
        {
            output.Write(text);
            output.Flush();
        }
    }
}
