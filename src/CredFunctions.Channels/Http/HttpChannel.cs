using System.Globalization;
using System.Net;
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
/// Posts to channels. A short trouble is waited out here, once or twice; a long one ends the try, and the notification comes
/// again later. Where all of a request was written and its answer is lost, only a receiver that recognises copies gets one.
/// </summary>
internal sealed class HttpChannel : IDisposable
{
    private const int Retries = 2;

    // A workflow answers within two minutes or its gateway does:
    // https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#http-request-limits
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WholePatience = AnswerPatience + TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly HttpClient checking;
    private readonly HttpClient unchecking;

    /// <param name="pace">The pace of every channel.</param>
    /// <param name="certificates">Judges the servers.</param>
    /// <param name="time">The clock.</param>
    public HttpChannel(ChannelPace pace, ServerCertificates certificates, TimeProvider time)
    {
        Time = time;
        checking = Client(pace, certificates, X509RevocationMode.Online);
        unchecking = Client(pace, certificates, X509RevocationMode.NoCheck);
    }

    private TimeProvider Time { get; }

    public void Dispose()
    {
        checking.Dispose();
        unchecking.Dispose();
    }

    /// <summary>Posts; throws <see cref="ChannelRefusedException"/> when the channel did not take it, or may not have.</summary>
    public async Task PostAsync(HttpRequestMessage request, PostedContent content, HttpTarget target, CancellationToken cancellationToken)
    {
        request.Content = content;
        request.Options.Set(PaceHandler.Channel, target.Channel);

        // The time for all of it: tries, waits, and a body that need not end.
        using var late = new CancellationTokenSource(WholePatience, Time);
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
            if (AnswerBody.Failure(body) is { } failure)
                throw new ChannelRefusedException(ChannelRefusal.Transient, $"{status}, but says that it failed: {failure}");
        }
        catch (Exception ex) when (ex
            is TimeoutRejectedException or OperationCanceledException or HttpRequestException or IOException or SocketException)
        {
            var isLost = content.IsWritten && !target.KnowsCopies;
            if (!isLost && cancellationToken.IsCancellationRequested)
                throw;
            var reason = ex is TimeoutRejectedException or OperationCanceledException
                ? "The channel did not answer in time."
                : InertText.FirstLineOf(target.Secrets.Of($"The channel cannot be reached: {Innermost.ReasonOf(ex)}"));
            throw isLost
                ? new ChannelRefusedException(
                    ChannelRefusal.Unconfirmed, $"{reason} The whole message was sent before, so it may have arrived.", cause: ex)
                : new ChannelRefusedException(ChannelRefusal.Transient, reason, cause: ex);
        }
    }

    private static bool IsLost(HttpStatusCode status) => status is HttpStatusCode.GatewayTimeout;

    private static bool IsBusy(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            || (status >= HttpStatusCode.InternalServerError && !IsLost(status));

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

            // Not after a timeout or a reset in the middle: the message may have arrived, so each retry may be a copy.
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { } answer
                ? IsBusy(answer.StatusCode) && (RetryAfter(answer, Time.GetUtcNow()) ?? TimeSpan.Zero) <= LongestWait
                : outcome.Outcome.Exception is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                }),
        };
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = Time }
            .AddRetry(retries)
            .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = AnswerPatience })
            .Build();
        var sockets = new SocketsHttpHandler
        {
            // A redirect would carry the message, and its signature, to where nobody sent it.
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
        return new HttpClient(new ResilienceHandler(pipeline) { InnerHandler = new PaceHandler(pace, sockets) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private async Task<ChannelRefusedException> RefusedAsync(
        HttpResponseMessage answer, HttpTarget target, CancellationToken cancellationToken)
    {
        // What is sent is at fault; anything else may be put right while it waits.
        var refusal = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity
            ? ChannelRefusal.Permanent
            : ChannelRefusal.Transient;
        var status = string.Create(CultureInfo.InvariantCulture, $"The channel answered {(int)answer.StatusCode} {answer.StatusCode}");
        var reason = await ReasonAsync(answer, target.Secrets, cancellationToken);

        // The gateway had the whole message and waited for the answer as long as it does: the receiver may have taken it.
        return IsLost(answer.StatusCode) && !target.KnowsCopies
            ? new ChannelRefusedException(
                ChannelRefusal.Unconfirmed, $"{status}{reason} The whole message was sent before, so it may have arrived.")
            : new ChannelRefusedException(refusal, $"{status}{reason}", RetryAfter(answer, Time.GetUtcNow()));
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
            // It refused, whatever it meant to add.
            return ".";
        }
    }
}
