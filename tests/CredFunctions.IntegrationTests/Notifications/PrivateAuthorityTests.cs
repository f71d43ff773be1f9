using System.Security.Cryptography.X509Certificates;
using CredFunctions.Channels;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Smtp;
using CredFunctions.Channels.Teams;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Tests.Notifications;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Mail and web servers with certificates of a private CA.</summary>
public sealed class PrivateAuthorityTests : IDisposable
{
    private readonly TestCertificates ca = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => ca.Dispose();

    [Theory]
    [InlineData("127.0.0.1", false, "its issuer \"ISSUER\" is not trusted here, so install the CA's certificate in the system's store.")]
    [InlineData("web.example.com", true, "it is for web.example.com, not for 127.0.0.1; its issuer \"ISSUER\" is not trusted here, so install the CA's certificate in the system's store; it expired on ")]
    public async Task A_chat_whose_certificate_is_refused_says_why(string name, bool isExpired, string reason)
    {
        await using var sink = await HttpSink.StartAsync((context, _) => HttpSink.AnswerAsync(context, 202), ca.Issue(name, isExpired));

        var message = await RefusalAsync(new TeamsChannel { Name = "chat", UrlSetting = "CHANNEL_URL" }, ("CHANNEL_URL", sink.Url));

        message.Should().StartWith($"The channel cannot be reached: The certificate of 127.0.0.1 is refused: {reason.Replace("ISSUER", ca.Name, StringComparison.Ordinal)}");
        sink.Arrivals.Should().BeEmpty();
    }

    [Theory]
    [InlineData("0.0.0.0", false, "its issuer \"ISSUER\" is not trusted here, so install the CA's certificate in the system's store.")]
    [InlineData("web.example.com", true, "it is for web.example.com, not for 0.0.0.0; its issuer \"ISSUER\" is not trusted here, so install the CA's certificate in the system's store; it expired on ")]
    public async Task A_mail_server_whose_certificate_is_refused_says_why(string name, bool isExpired, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "0.0.0.0 leads to this machine on Linux, without being one of its loopback addresses.");
        using var certificate = ca.Issue(name, isExpired);
        await using var sink = await SmtpSink.StartAsync(new { tls = true, cert = certificate.ExportCertificatePem(), key = certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() });
        var channel = new SmtpChannel { Name = "mail", Host = "0.0.0.0", Port = sink.Port, From = "credfunctions@example.com", To = ["a@example.com"] };

        var message = await RefusalAsync(channel);

        message.Should().StartWith($"The mail server cannot be used: The certificate of 0.0.0.0 is refused: {reason.Replace("ISSUER", ca.Name, StringComparison.Ordinal)}");
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_or_is_out_of_reach_is_told_apart()
    {
        await using var plain = await HttpSink.StartAsync(202);
        var chat = new TeamsChannel { Name = "chat", UrlSetting = "CHANNEL_URL" };

        var noTls = await RefusalAsync(chat, ("CHANNEL_URL", plain.Url.Replace("http:", "https:", StringComparison.Ordinal)));
        var nobody = await RefusalAsync(chat, ("CHANNEL_URL", "https://127.0.0.1:1/x"));

        noTls.Should().StartWith("The channel cannot be reached: ").And.NotContain("inner exception");
        nobody.Should().Contain("refused").And.Contain("127.0.0.1:1");
    }

    private static async Task<string> RefusalAsync(Channel channel, params (string Name, string Value)[] settings)
    {
        using var channels = new ChannelSenders(new KnownSecrets(settings), TimeProvider.System, TextWriter.Null, evidence: null);
        var sending = () => channels.SendAsync(channel, SampleNotifications.Test(channel.Name, DateTimeOffset.UtcNow), Cancellation);
        var refused = (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which;
        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        return refused.Message;
    }
}
