using CredFunctions.Channels.Http;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Chats;

/// <summary>A kind of chat: its settings, its form of a message and its answers.</summary>
internal abstract class ChatKind : IChannelKind
{
    public abstract string Kind { get; }

    /// <summary>From one message to the next.</summary>
    public virtual TimeSpan Gap => ChannelPace.Default;

    /// <summary>The refusal in the body of an answer with the status 200; null where such a body has the form of a failure.</summary>
    public virtual Func<string, ChannelRefusedException?>? RefusalIn => null;

    /// <summary>How the name of a previewed file ends.</summary>
    protected abstract string FileEnding { get; }

    public Channel? Read(string name, PolicyObject settings)
    {
        var url = settings.Require("urlSetting")?.Setting();
        var channel = ChannelOf(name, url ?? "", settings);
        var checksRevocation = settings.ChecksRevocation();
        return url is null ? null : channel with { ChecksRevocation = checksRevocation };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new ChatSender(this, parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [($"{name}.{FileEnding}", PreviewOf(
            NotificationWording.Of(notification, now, SampleNotifications.Records), (ChatChannel)channel))];

    /// <summary>What is posted: what people read, or what it is in.</summary>
    /// <param name="url">Where the chat is posted to.</param>
    /// <param name="secret">The secret by which the message is signed; null where it is not.</param>
    /// <param name="now">The time of the signature.</param>
    public virtual ChatPost PostOf(NotificationText text, ChatChannel channel, Uri url, string? secret, DateTimeOffset now) =>
        new(url, PreviewOf(text, channel));

    /// <summary>Reads the settings that only this kind has.</summary>
    protected abstract ChatChannel ChannelOf(string name, string urlSetting, PolicyObject settings);

    /// <summary>The part of a message that people read.</summary>
    protected abstract byte[] PreviewOf(NotificationText text, ChatChannel channel);
}

/// <summary>A message to a chat.</summary>
/// <param name="Url">Where it is posted to, with a signature if the chat has it there.</param>
/// <param name="Signature">A signature, which no error may show; null where there is none.</param>
internal sealed record ChatPost(Uri Url, byte[] Json, string? Signature = null);
