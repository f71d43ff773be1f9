using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

using Azure.Core.Pipeline;

using CredFunctions.Tests.Notifications;

using Microsoft.AspNetCore.Http;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>Azure Communication Services on this machine: accepts a mail with 202 and reports its status.</summary>
internal sealed class CommunicationService : IAsyncDisposable
{
    private readonly TestCertificates certificates = new();
    private readonly HttpClient client;
    private HttpSink? sink;

    public CommunicationService()
    {
        Transport = new HttpClientTransport(client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { certificates.Authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        }));
    }

    /// <summary>Trusts the certificate of this service and no other.</summary>
    public HttpPipelineTransport Transport { get; }

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Answers a mail.</summary>
    public Func<HttpContext, Task> OnMail { get; set; } = context => HttpSink.AnswerAsync(context, 202, """{"status":"Running"}""");

    /// <summary>Answers a look at a mail's status; its number counts from 1.</summary>
    public Func<HttpContext, int, Task> OnStatus { get; set; } =
        (context, _) => HttpSink.AnswerAsync(context, 200, """{"status":"Succeeded"}""");

    public IReadOnlyList<HttpArrival> Mails => [.. sink!.Arrivals.Where(arrival => arrival.Path.StartsWith("/emails:send", StringComparison.Ordinal))];

    public IReadOnlyList<HttpArrival> Looks => [.. sink!.Arrivals.Except(Mails)];

    public JsonNode Mail => JsonNode.Parse(Mails.Single().Body)!;

    public async Task StartAsync()
    {
        sink = await HttpSink.StartAsync(
            (context, _) => HttpMethods.IsPost(context.Request.Method) ? OnMail(context) : OnStatus(context, Looks.Count),
            certificates.Issue("127.0.0.1"));
        Endpoint = new Uri(new Uri(sink.Url).GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The signature that the service computes from a request and its copy of the key.</summary>
    public string SignatureOf(HttpArrival arrival, string method, byte[] key)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(arrival.Body));
        var signed = string.Create(
            CultureInfo.InvariantCulture, $"{method}\n{arrival.Path}\n{arrival.Headers["x-ms-date"]};127.0.0.1:{Endpoint.Port};{hash}");
        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }

    public async ValueTask DisposeAsync()
    {
        if (sink is not null)
            await sink.DisposeAsync();
        client.Dispose();
        certificates.Dispose();
    }
}
