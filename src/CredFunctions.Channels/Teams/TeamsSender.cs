using System.Net.Http.Headers;

using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Teams;

/// <summary>Teams channels and chats, by the webhook of a workflow.</summary>
internal sealed class TeamsSender(HttpChannel http, IChannelSecrets secrets, TimeProvider time) : IChannelSender
{
    public bool Serves(string kind) => kind is TeamsChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var teams = (TeamsChannel)channel;
        var url = ChannelUrl.Of(secrets, teams.UrlSetting);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var content = new PostedContent(TeamsCard.Message(Letters.Of(notification, time.GetUtcNow()), teams.IsBare));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var target = new HttpTarget(channel.Name, new SecretFreeText(url.OriginalString), teams.ChecksRevocation, KnowsCopies: false);
        await http.PostAsync(request, content, target, cancellationToken);
        return Delivery.Whole;
    }
}
