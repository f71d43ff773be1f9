using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Samples;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Acs;

/// <summary>Mail, sent by Azure Communication Services.</summary>
public sealed record AcsChannel : Channel
{
    public const string KindName = "acs";

    public override string Kind => KindName;
    public override ListFormat? Carries => ListFormat.Table;

    /// <summary>The resource's endpoint, used with the app's own identity; null exactly when a connection string is named.</summary>
    public Uri? Endpoint { get; init; }

    public string? ConnectionStringSetting { get; init; }
    public required string From { get; init; }

    /// <summary>At least one address.</summary>
    public required IReadOnlyList<string> To { get; init; }
}

internal sealed class AcsKind : IChannelKind
{
    public string Kind => AcsChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        if (settings.Take("endpoint") is null == settings.Take("connectionStringSetting") is null)
            settings.Node.Refuse("needs exactly one of \"endpoint\" and \"connectionStringSetting\"");
        var endpoint = settings.Take("endpoint")?.PublicUrl();
        var connection = settings.Take("connectionStringSetting")?.Setting();
        var from = settings.Require("from")?.MailAddress();
        var to = settings.Require("to")?.MailAddresses();
        return from is null || to is null
            ? null
            : new AcsChannel { Name = name, Endpoint = endpoint, ConnectionStringSetting = connection, From = from, To = to };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new AcsSender(
        parts.Credential is { } credential ? new AcsConnections(parts.Secrets, credential, parts.Time) : null, parts.Evidence, parts.Time,
        parts.Records);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        MailComposer.Compose(notification, ((AcsChannel)channel).From, now, records: SampleNotifications.Records).Files(name);
}
