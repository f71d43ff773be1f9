using System.Text;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Console;

internal sealed class ConsoleKind : IChannelKind
{
    public string Kind => ConsoleChannel.KindName;

    public Channel Read(string name, PolicyObject settings) => new ConsoleChannel { Name = name };

    public IChannelSender SenderFrom(SenderParts parts) => new ConsoleSender(parts.Output, parts.Time);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [($"{name}.txt", Encoding.UTF8.GetBytes(PlainText.Of(NotificationWording.Of(notification, now))))];
}
