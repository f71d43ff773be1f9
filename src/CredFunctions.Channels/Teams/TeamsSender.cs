using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Teams;

/// <summary>Posts cards to the webhook of a Teams workflow.</summary>
internal sealed class TeamsSender(HttpPoster http, IChannelSecrets secrets, TimeProvider time) : IChannelSender
{
    public bool Serves(string kind) => kind is TeamsChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var teams = (TeamsChannel)channel;
        var url = HttpPoster.UrlIn(secrets, teams.UrlSetting);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var card = TeamsCard.Message(NotificationWording.Of(notification, time.GetUtcNow()), teams.IsBare);
        var secretFree = new SecretFreeText(url.OriginalString);
        var target = new HttpPoster.Target(channel.Name, secretFree, teams.ChecksRevocation, KnowsCopies: false);
        await http.PostAsync(request, card, target, cancellationToken);
        return Delivery.Whole;
    }
}
