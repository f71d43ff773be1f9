using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Samples;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Smtp;

/// <summary>Mail, sent by an SMTP server.</summary>
public sealed record SmtpChannel : Channel
{
    public const string KindName = "smtp";
    public const int DefaultPort = 587;

    public override string Kind => KindName;
    public override ListFormat? Carries => ListFormat.Table;

    public required string Host { get; init; }
    public int Port { get; init; } = DefaultPort;
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;
    public bool ChecksRevocation { get; init; } = true;

    /// <summary>Null when the server asks for none.</summary>
    public string? Username { get; init; }

    /// <summary>The setting that holds the password; null exactly when there is no user name.</summary>
    public string? PasswordSetting { get; init; }

    public required string From { get; init; }

    /// <summary>At least one address.</summary>
    public required IReadOnlyList<string> To { get; init; }
}

internal sealed class SmtpKind : IChannelKind
{
    public string Kind => SmtpChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var host = settings.Require("host")?.TextThat(
            text => Uri.CheckHostName(text) is not UriHostNameType.Unknown, "the name or address of a mail server");
        var port = settings.Take("port")?.Whole(1, 65535, "port") ?? SmtpChannel.DefaultPort;
        var security = settings.Take("security") is { } word
            ? word.OneOf(("startTls", SmtpSecurity.StartTls), ("tls", SmtpSecurity.Tls), ("none", SmtpSecurity.None))
            : SmtpSecurity.StartTls;
        var checksRevocation = settings.ChecksRevocation();
        var username = settings.Take("username")?.OneLine();
        var password = settings.Take("passwordSetting")?.Setting();
        var from = settings.Require("from")?.MailAddress();
        var to = settings.Require("to")?.MailAddresses();
        var isSignedIn = settings.Take("username") is not null;
        if (isSignedIn != settings.Take("passwordSetting") is not null)
            settings.Node.Refuse("has only one of \"username\" and \"passwordSetting\"", "both or neither");
        if (isSignedIn && security is SmtpSecurity.None)
            settings.Node.Refuse(
                "would send a password in the clear", "\"security\" as \"startTls\" or \"tls\" where there is a \"username\"");
        return host is null || security is null || from is null || to is null ? null : new SmtpChannel
        {
            Name = name,
            Host = host,
            Port = port,
            Security = security.Value,
            ChecksRevocation = checksRevocation,
            Username = username,
            PasswordSetting = password,
            From = from,
            To = to,
        };
    }

    public IChannelSender SenderFrom(SenderParts parts) => new SmtpSender(parts);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        MailComposer.Compose(notification, ((SmtpChannel)channel).From, now, records: SampleNotifications.Records).Files(name);
}

/// <summary>How the connection to an SMTP server is protected.</summary>
public enum SmtpSecurity : byte
{
    /// <summary>Starts in the clear and must switch to TLS before anything is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>No protection: for a relay on the same machine or network.</summary>
    None,
}
