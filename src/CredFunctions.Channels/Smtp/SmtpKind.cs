using CredFunctions.Channels.Mail;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Smtp;

internal sealed class SmtpKind : IChannelKind
{
    private static readonly Words<SmtpSecurity> Securities = new(
        ("startTls", SmtpSecurity.StartTls), ("tls", SmtpSecurity.Tls), ("none", SmtpSecurity.None));

    public string Kind => SmtpChannel.KindName;

    public Channel? Read(string name, PolicyObject settings)
    {
        var host = settings.Require("host")?.TextThat(
            text => Uri.CheckHostName(text) is not UriHostNameType.Unknown, "the name or address of a mail server");
        var port = settings.Take("port")?.Whole(1, 65535, "port") ?? SmtpChannel.DefaultPort;
        var security = settings.Take("security") is { } word ? Securities.Read(word) : SmtpSecurity.StartTls;
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

    public IChannelSender SenderFrom(SenderParts parts) =>
        new SmtpSender(parts.Pace, parts.Evidence, parts.Secrets, parts.Certificates, parts.Time);

    public IEnumerable<(string FileName, byte[] Bytes)> Preview(
        Channel channel, string name, Notification notification, DateTimeOffset now) =>
        MailComposer.Compose(notification, ((SmtpChannel)channel).From, now).Files(name);
}
