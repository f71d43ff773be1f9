using CredFunctions.Policy.Channels;

namespace CredFunctions.Policy.Json;

/// <summary>A channel of kind <c>smtp</c>.</summary>
internal static class SmtpChannelSection
{
    private static readonly Words<SmtpSecurity> Securities = new(
        ("startTls", SmtpSecurity.StartTls), ("tls", SmtpSecurity.Tls), ("none", SmtpSecurity.None));

    public static SmtpChannel? Read(string name, ObjectReader keys, PolicyNode node, Remarks remarks)
    {
        var host = keys.Require(
            "host")?.Text(text => Uri.CheckHostName(text) is not UriHostNameType.Unknown, "the name or address of a mail server", remarks);
        var port = keys.Take("port")?.Whole(1, 65535, "port", remarks) ?? SmtpChannel.DefaultPort;
        var security = keys.Take("security") is { } word ? Securities.Read(word, remarks) : SmtpSecurity.StartTls;
        var checksRevocation = keys.ChecksRevocation(remarks);
        var username = keys.Take("username")?.Line(remarks);
        var password = keys.Take("passwordSetting")?.Setting(remarks);
        var from = keys.Require("from")?.MailAddress(remarks);
        var to = keys.Require("to")?.MailAddresses(remarks);

        var isSignedIn = keys.Take("username") is not null;
        if (isSignedIn != keys.Take("passwordSetting") is not null)
            remarks.Refuse(node, "has only one of \"username\" and \"passwordSetting\"", "both or neither");
        if (isSignedIn && security is SmtpSecurity.None)
            remarks.Refuse(node, "would send a password in the clear",
                "\"security\" as \"startTls\" or \"tls\" where there is a \"username\"");

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
}
