using System.Text;

using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Console;

/// <summary>The output of the process.</summary>
public sealed record ConsoleChannel : Channel
{
    public const string KindName = "console";

    public override string Kind => KindName;
}

internal sealed class ConsoleKind : IChannelKind
{
    public string Kind => ConsoleChannel.KindName;

    public Channel Read(string name, PolicyObject settings) => new ConsoleChannel { Name = name };

    public IChannelSender SenderFrom(SenderParts parts) => new ConsoleSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [($"{name}.txt", Encoding.UTF8.GetBytes(PlainText.Of(
            NotificationWording.Of(notification, now, SampleNotifications.Records))))];
}

internal sealed class ConsoleSender(SenderParts parts) : IChannelSender
{
    private readonly Lock turn = new();

    public bool Serves(string kind) => kind is ConsoleChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var text = PlainText.Of(NotificationWording.Of(notification, parts.Time.GetUtcNow(), parts.Records));
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
            parts.Output.Write(text);
            parts.Output.Flush();
        }
    }
}
