using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>A web server on this machine that answers as a test wants, and keeps what it was sent.</summary>
internal sealed class HttpSink : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<HttpArrival> arrivals = new();

    private HttpSink(Func<HttpContext, int, Task> answer, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        server = builder.Build();
        server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            arrivals.Enqueue(new HttpArrival(
                DateTimeOffset.UtcNow, context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
            body.Position = 0;
            context.Request.Body = body;
            await answer(context, arrivals.Count);
        });
    }

    /// <summary>What was sent, in order.</summary>
    public IReadOnlyList<HttpArrival> Arrivals => [.. arrivals];

    /// <summary>Where it listens, with a secret in the query as workflows have one.</summary>
    public string Url { get; private set; } = "";

    /// <param name="answer">Answers a request; its number counts from 1.</param>
    /// <param name="certificate">The certificate of a server that speaks TLS; null for one in the clear.</param>
    public static async Task<HttpSink> StartAsync(Func<HttpContext, int, Task> answer, X509Certificate2? certificate = null)
    {
        var sink = new HttpSink(answer, certificate);
        await sink.server.StartAsync();
        sink.Url = $"{sink.server.Urls.First()}/workflows/abc?sig=s3cr3t-signature";
        return sink;
    }

    /// <summary>Answers everything with a status and a body.</summary>
    public static Task<HttpSink> StartAsync(int status, string body = "") => StartAsync((context, _) => AnswerAsync(context, status, body));

    public static async Task AnswerAsync(HttpContext context, int status, string body = "")
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await server.StopAsync(soon.Token);
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }
}
