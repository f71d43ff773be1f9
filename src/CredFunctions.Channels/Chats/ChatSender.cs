using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Chats;

/// <summary>Posts messages to the chats of a kind.</summary>
internal sealed class ChatSender(ChatKind chats, SenderParts parts) : IChannelSender
{
    public bool Serves(string kind) => kind == chats.Kind;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var chat = (ChatChannel)channel;
        var url = HttpPoster.UrlIn(parts.Secrets, chat.UrlSetting);
        var secret = chat.SecretSetting is { } setting ? parts.Secrets.Require(setting).Trim() : null;
        var now = parts.Time.GetUtcNow();
        var post = chats.PostOf(NotificationWording.Of(notification, now, parts.Records), chat, url, secret, now);
        using var request = new HttpRequestMessage(HttpMethod.Post, post.Url);
        var secretFree = new SecretFreeText(url.OriginalString, post.Url.OriginalString, secret, post.Signature);
        var target = new HttpPoster.Target(channel.Name, secretFree, chat.ChecksRevocation, KnowsCopies: false)
        {
            Gap = chats.Gap,
            RefusalIn = chats.RefusalIn,
        };
        await parts.Http.PostAsync(request, post.Json, target, cancellationToken);
        return Delivery.Whole;
    }
}
