using System.Net;
using System.Net.Sockets;
using System.Text;

using CredFunctions.Pipeline.Ports;

using Microsoft.Extensions.Http.Resilience;

using Polly;
using Polly.Timeout;

namespace CredFunctions.Notifications.Http;

/// <summary>
/// Posts to channels. A short trouble is waited out here, once or twice; a long one is said, and the notification comes
/// again later: nothing holds a channel for longer than half a minute.
/// </summary>
internal sealed class HttpChannel : IDisposable
{
    private const int Retries = 2;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly HttpClient client;
    private readonly TimeSpan patience;

    /// <param name="pace">The pace of every channel.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long one request may take.</param>
    public HttpChannel(ChannelPace pace, TimeProvider time, TimeSpan patience)
    {
        var retries = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Retries,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldRetryAfterHeader = true,

            // Not after a timeout or a reset in the middle: whether it arrived is not known, and what comes later comes as rarely as can be.
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { } answer
                ? IsBusy(answer.StatusCode) && (RetryAfter(answer, time.GetUtcNow()) ?? TimeSpan.Zero) <= LongestWait
                : outcome.Outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }),
        };
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(retries)
            .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = patience })
            .Build();
        var sockets = new SocketsHttpHandler
        {
            // A redirect would carry the message, and its signature, to where nobody sent it.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        client = new HttpClient(new ResilienceHandler(pipeline) { InnerHandler = new PaceHandler(pace, sockets) }) { Timeout = Timeout.InfiniteTimeSpan };
        Time = time;
        this.patience = patience;
    }

    private TimeProvider Time { get; }

    public void Dispose() => client.Dispose();

    /// <summary>Posts; throws <see cref="ChannelRefusedException"/> when the channel did not take it.</summary>
    public async Task PostAsync(HttpRequestMessage request, string channel, SecretFreeText secretFree, CancellationToken cancellation)
    {
        request.Options.Set(PaceHandler.Channel, channel);

        // The time for all of it: tries, waits, and a body that need not end.
        using var late = new CancellationTokenSource(patience * 2, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!answer.IsSuccessStatusCode)
                throw Refused(answer);
            if (AnswerBody.Failure(await BodyAsync(answer, either.Token)) is { } failure)
                throw new ChannelRefusedException(ChannelRefusal.Transient, secretFree.Of($"The channel answered {(int)answer.StatusCode}, but says that it failed: {failure}"));
        }
        catch (Exception stopped) when (stopped is TimeoutRejectedException || (stopped is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, "The channel did not answer in time.", cause: stopped);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or SocketException)
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, secretFree.Of($"The channel cannot be reached: {broken.Message}"), cause: broken);
        }
    }

    private static bool IsBusy(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static async Task<string> BodyAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[AnswerBody.MaxLength];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private ChannelRefusedException Refused(HttpResponseMessage answer)
    {
        // What is sent is at fault; anything else may be put right while it waits.
        var refusal = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity
            ? ChannelRefusal.Permanent
            : ChannelRefusal.Transient;
        return new ChannelRefusedException(refusal, $"The channel answered {(int)answer.StatusCode} {answer.StatusCode}.", RetryAfter(answer, Time.GetUtcNow()));
    }
}
