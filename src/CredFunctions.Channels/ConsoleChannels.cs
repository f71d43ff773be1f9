using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Channels;

/// <summary>Writes what is told to the output of the process.</summary>
internal sealed class ConsoleChannels(TextWriter output, TimeProvider time) : INotificationChannel
{
    private readonly Lock turn = new();

    public bool Serves(ChannelKind kind) => kind is ChannelKind.Console;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var text = PlainText.Of(Letters.Of(notification, time.GetUtcNow()));
        try
        {
            // Who reads slowly is waited for, but not by a process that is to end.
            await Task.Run(() => Write($"\n{text}"), CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, "The output is closed.", cause: ex);
        }

        return Delivery.Whole;
    }

    // Channels are served side by side, and what one is told must stay in one piece.
    private void Write(string text)
    {
        lock (turn)
        {
            output.Write(text);
            output.Flush();
        }
    }
}
