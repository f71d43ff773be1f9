using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using CredFunctions.Channels.Tls;
using CredFunctions.Channels.Wording;
using CredFunctions.Ports;

using Microsoft.Extensions.Http.Resilience;

using Polly;
using Polly.Timeout;

namespace CredFunctions.Channels.Http;

/// <summary>
/// Posts JSON to channels. Retries a brief failure once or twice; a longer one is left to the retries of the notification. When
/// a whole request was written and its answer is lost, it is retried only if the receiver recognises copies.
/// </summary>
internal sealed class HttpPoster : IDisposable
{
    private const int Retries = 2;

    // A workflow answers within two minutes or its gateway does:
    // https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#http-request-limits
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WholePatience = AnswerPatience + TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly TimeProvider time;
    private readonly HttpClient checking;
    private readonly HttpClient unchecking;

    public HttpPoster(ChannelPace pace, ServerCertificates certificates, TimeProvider time)
    {
        this.time = time;
        checking = Client(pace, certificates, X509RevocationMode.Online);
        unchecking = Client(pace, certificates, X509RevocationMode.NoCheck);
    }

    public void Dispose()
    {
        checking.Dispose();
        unchecking.Dispose();
    }

    public static Uri UrlIn(IChannelSecrets secrets, string setting)
    {
        var text = secrets.Require(setting);
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            throw new ChannelRefusedException(
                ChannelRefusal.Transient, $"The setting {setting} is not a URL that begins with https:// (http:// to this machine only).");
        }

        return url;
    }

    /// <exception cref="ChannelRefusedException">The channel did not accept the request, or may not have.</exception>
    public async Task PostAsync(HttpRequestMessage request, byte[] json, Target target, CancellationToken cancellationToken)
    {
        var content = new PostedContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Content = content;
        request.Options.Set(PaceHandler.Key, target);

        // For all of it: tries, waits, and a body that may not end.
        using var late = new CancellationTokenSource(WholePatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var client = target.ChecksRevocation ? checking : unchecking;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!answer.IsSuccessStatusCode)
                throw await RefusedAsync(answer, target, either.Token);

            var body = target.Secrets.Of(await BodyAsync(answer, either.Token));
            var status = string.Create(CultureInfo.InvariantCulture, $"The channel answered {(int)answer.StatusCode}");
            if (AnswerBody.IsPage(answer.Content.Headers.ContentType?.MediaType, body))
                throw new ChannelRefusedException(
                    ChannelRefusal.Transient,
                    $"{status} with a web page, such as that of a sign-in or a proxy, so nothing was posted: check its URL.");
            if (target.RefusalIn is { } refusalIn)
            {
                if (refusalIn(body) is { } refused)
                    throw refused;
            }
            else if (AnswerBody.Failure(body) is { } failure)
            {
                throw new ChannelRefusedException(ChannelRefusal.Transient, $"{status}, but reports a failure: {failure}");
            }
        }
        catch (Exception ex) when (ex
            is TimeoutRejectedException or OperationCanceledException or HttpRequestException or IOException or SocketException)
        {
            var isLost = content.IsWritten && !target.KnowsCopies;
            if (!isLost && cancellationToken.IsCancellationRequested)
                throw;
            var reason = ex is TimeoutRejectedException or OperationCanceledException
                ? "The channel did not answer in time."
                : InertText.FirstLineOf(target.Secrets.Of($"The channel cannot be reached: {ServerCertificates.ReasonOf(ex)}"));
            throw isLost ? Unconfirmed(reason, ex) : new ChannelRefusedException(ChannelRefusal.Transient, reason, cause: ex);
        }
    }

    private static bool IsBusy(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        or (>= HttpStatusCode.InternalServerError and not HttpStatusCode.GatewayTimeout);

    private static ChannelRefusedException Unconfirmed(string reason, Exception? cause = null) =>
        new(ChannelRefusal.Unconfirmed, $"{reason} The whole message was sent before, so it may have arrived.", cause: cause);

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static async Task<string> BodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[AnswerBody.MaxLength];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private HttpClient Client(ChannelPace pace, ServerCertificates certificates, X509RevocationMode revocation)
    {
        var retries = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Retries,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldRetryAfterHeader = true,

            // After a timeout or a reset in the middle the message may have arrived, and a retry would be a copy.
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { } answer
                ? IsBusy(answer.StatusCode) && (RetryAfter(answer, time.GetUtcNow()) ?? TimeSpan.Zero) <= LongestWait
                : outcome.Outcome.Exception is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                }),
        };
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(retries)
            .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = AnswerPatience })
            .Build();
        var sockets = new SocketsHttpHandler
        {
            // A redirect would send the message and its signature to a host that the policy does not name.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            SslOptions =
            {
                CertificateRevocationCheckMode = revocation,
                RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => certificates.Judge(
                    ((SslStream)sender).TargetHostName, certificate, chain, errors),
            },
        };
        var handler = new ResilienceHandler(pipeline) { InnerHandler = new PaceHandler(pace, sockets) };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task<ChannelRefusedException> RefusedAsync(
        HttpResponseMessage answer, Target target, CancellationToken cancellationToken)
    {
        // These say that the message is at fault; everything else may be corrected before a later try.
        var refusal = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity
            ? ChannelRefusal.Permanent
            : ChannelRefusal.Transient;
        var status = string.Create(CultureInfo.InvariantCulture, $"The channel answered {(int)answer.StatusCode} {answer.StatusCode}");
        var reason = await ReasonAsync(answer, target.Secrets, cancellationToken);

        // The gateway had the whole message and gave up waiting for the answer, so the receiver may have accepted it.
        return answer.StatusCode is HttpStatusCode.GatewayTimeout && !target.KnowsCopies
            ? Unconfirmed($"{status}{reason}")
            : new ChannelRefusedException(refusal, $"{status}{reason}", RetryAfter(answer, time.GetUtcNow()));
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, SecretFreeText secrets, CancellationToken cancellationToken)
    {
        if (answer.Headers.Location is { IsAbsoluteUri: true } elsewhere)
            return $", a redirect to {InertText.Of(elsewhere.Host)}, which is not followed.";
        try
        {
            var body = secrets.Of(await BodyAsync(answer, cancellationToken));
            if (AnswerBody.IsPage(answer.Content.Headers.ContentType?.MediaType, body))
                return " with a web page.";
            return string.IsNullOrWhiteSpace(body) ? "." : $": {AnswerBody.Shown(body)}";
        }
        catch (Exception ex) when (ex is OperationCanceledException or HttpRequestException or IOException)
        {
            // The refusal counts without its reason.
            return ".";
        }
    }

    /// <summary>Where a request goes.</summary>
    /// <param name="Channel">The channel's name.</param>
    /// <param name="Secrets">Removes the channel's secrets from text that is shown.</param>
    /// <param name="ChecksRevocation">Whether the revocation of the server's certificate is checked.</param>
    /// <param name="KnowsCopies">Whether the receiver recognises a second copy, so that one may be sent when an answer is lost.</param>
    public sealed record Target(string Channel, SecretFreeText Secrets, bool ChecksRevocation, bool KnowsCopies)
    {
        /// <summary>From one request to the next.</summary>
        public TimeSpan Gap { get; init; } = ChannelPace.Default;

        /// <summary>The refusal in the body of an answer with the status 200; null to look for what looks like one.</summary>
        public Func<string, ChannelRefusedException?>? RefusalIn { get; init; }
    }

    // The body of a request. IsWritten: all of it was handed to the connection, so the server may have it.
    private sealed class PostedContent(byte[] body) : ByteArrayContent(body)
    {
        private readonly byte[] body = body;

        public bool IsWritten { get; private set; }

        // The request is sent again from the beginning.
        public void Rewind() => IsWritten = false;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(body, cancellationToken);
            IsWritten = true;
        }
    }

    // Keeps the pace of a channel for every request, retries included.
    private sealed class PaceHandler(ChannelPace pace, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public static readonly HttpRequestOptionsKey<Target> Key = new("target");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Options.TryGetValue(Key, out var target))
                await pace.WaitAsync(target.Channel, target.Gap, cancellationToken);
            (request.Content as PostedContent)?.Rewind();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
