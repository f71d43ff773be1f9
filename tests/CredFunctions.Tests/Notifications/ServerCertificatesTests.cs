using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using CredFunctions.Channels.Tls;

namespace CredFunctions.Tests.Notifications;

/// <summary>Certificates of a private CA, in real handshakes on this machine.</summary>
public sealed class ServerCertificatesTests : IDisposable
{
    private const string Host = "mail.example.com";

    private readonly TestCertificates ca = new();
    private readonly List<string> said = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => ca.Dispose();

    [Fact]
    public async Task A_certificate_of_a_CA_that_nobody_installed_names_its_issuer() =>
        (await ReasonAsync(ca.Issue(Host), isTrusted: false)).Should().Be(
            $"The certificate of {Host} is refused: its issuer \"{ca.Name}\" is not trusted here, so install the CA's certificate in the system's store.");

    [Fact]
    public async Task A_certificate_of_another_host_names_the_host_that_it_is_for() =>
        (await ReasonAsync(ca.Issue("web.example.com"))).Should().Be($"The certificate of {Host} is refused: it is for web.example.com, not for {Host}.");

    [Fact]
    public async Task An_expired_certificate_names_its_last_day() =>
        (await ReasonAsync(ca.Issue(Host, isExpired: true))).Should().Be(
            string.Create(CultureInfo.InvariantCulture, $"The certificate of {Host} is refused: it expired on {TestCertificates.Expiry:yyyy-MM-dd}."));

    [Fact]
    public async Task Every_reason_is_named() =>
        (await ReasonAsync(ca.Issue("web.example.com", isExpired: true), isTrusted: false)).Should()
            .Contain("it is for web.example.com").And.Contain("is not trusted here").And.Contain("it expired on");

    [Fact]
    public async Task A_revoked_certificate_is_refused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var certificate = ca.Issue(Host, revocations: $"http://{listener.LocalEndpoint}/ca.crl");
        var serving = ServeAsync(listener, ca.Revoke(certificate));

        (await ReasonAsync(certificate)).Should().Be($"The certificate of {Host} is refused: its issuer revoked it.");
        await serving;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://127.0.0.1:1/ca.crl")]
    public async Task A_certificate_whose_revocation_cannot_be_checked_is_used_and_that_is_said_once(string? revocations)
    {
        var certificates = new ServerCertificates(said.Add);

        (await ReasonAsync(ca.Issue(Host, revocations: revocations), certificates: certificates)).Should().BeNull();
        (await ReasonAsync(ca.Issue(Host, revocations: revocations), certificates: certificates)).Should().BeNull();

        said.Should().ContainSingle().Which.Should().StartWith($"Whether the certificate of {Host} is revoked cannot be checked");
    }

    [Fact]
    public async Task Nothing_is_said_where_revocation_is_not_to_be_checked()
    {
        (await ReasonAsync(ca.Issue(Host), revocation: X509RevocationMode.NoCheck)).Should().BeNull();
        said.Should().BeEmpty();
    }

    private static async Task ServeAsync(TcpListener listener, byte[] list)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = client.GetStream();
        var request = new byte[4096];
        _ = await stream.ReadAtLeastAsync(request, 1, throwOnEndOfStream: false, Cancellation);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {list.Length}\r\nConnection: close\r\n\r\n"), Cancellation);
        await stream.WriteAsync(list, Cancellation);
    }

    // Why a client refuses a server with that certificate; null when it does not.
    private async Task<string?> ReasonAsync(
        X509Certificate2 certificate, bool isTrusted = true, X509RevocationMode revocation = X509RevocationMode.Online, ServerCertificates? certificates = null)
    {
        certificates ??= new ServerCertificates(said.Add);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = AcceptAsync(listener, certificate);
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancellation);
        await using var stream = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy { RevocationMode = revocation, UrlRetrievalTimeout = TimeSpan.FromSeconds(5), TrustMode = X509ChainTrustMode.CustomRootTrust };
        if (isTrusted)
            policy.CustomTrustStore.Add(ca.Authority);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = Host,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, given, chain, errors) => certificates.Judge(Host, given, chain, errors),
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options, Cancellation);
            return null;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            return ServerCertificates.ReasonOf(refused);
        }
        finally
        {
            client.Close();
            await serving;
        }
    }

    private static async Task AcceptAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            _ = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Cancellation);
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client did not take the certificate.
        }
    }
}
