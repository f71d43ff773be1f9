using CredFunctions.Channels.Http;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Teams;

/// <summary>A Teams channel or chat.</summary>
public sealed record TeamsChannel : Channel
{
    public const string KindName = "teams";

    public override string Kind => KindName;

    /// <summary>The setting that holds the workflow's URL. The URL is a secret: it is all that is needed to post.</summary>
    public required string UrlSetting { get; init; }

    /// <summary>Whether the card is posted without the envelope of the Workflows trigger, for an automation that adds its own.</summary>
    public bool IsBare { get; init; }

    public bool ChecksRevocation { get; init; } = true;
}

internal sealed class TeamsKind : IChannelKind
{
    public string Kind => TeamsChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var url = settings.Require("urlSetting")?.Setting();
        var isBare = settings.Take("bare")?.Flag() ?? false;
        var checksRevocation = settings.ChecksRevocation();
        return url is null
            ? null
            : new TeamsChannel { Name = name, UrlSetting = url, IsBare = isBare, ChecksRevocation = checksRevocation };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new TeamsSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        [($"{name}.card.json", TeamsCard.Message(
            NotificationWording.Of(notification, now, SampleNotifications.Records), ((TeamsChannel)channel).IsBare))];
}

/// <summary>Posts cards to the webhook of a Teams workflow.</summary>
internal sealed class TeamsSender(SenderParts parts) : IChannelSender
{
    public bool Serves(string kind) => kind is TeamsChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var teams = (TeamsChannel)channel;
        var url = HttpPoster.UrlIn(parts.Secrets, teams.UrlSetting);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var card = TeamsCard.Message(NotificationWording.Of(notification, parts.Time.GetUtcNow(), parts.Records), teams.IsBare);
        var target = new HttpPoster.Target(
            channel.Name, new SecretFreeText(url.OriginalString), teams.ChecksRevocation, KnowsCopies: false);
        await parts.Http.PostAsync(request, card, target, cancellationToken);
        return Delivery.Whole;
    }
}
