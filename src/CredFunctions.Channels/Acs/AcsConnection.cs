using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CredFunctions.Channels.Acs;

/// <summary>The two requests of Azure Communication Services that mail needs.</summary>
/// <seealso href="https://learn.microsoft.com/rest/api/communication/email/email"/>
internal sealed class AcsConnection(HttpPipeline pipeline, Uri endpoint)
{
    private const string ApiVersion = "2023-03-31";

    /// <summary>Submits a mail under the id of an operation of our own.</summary>
    /// <returns>How long to wait before the first look at its status; null where the service leaves it open.</returns>
    /// <exception cref="RequestFailedException">The service refused it, or its answer is missing (status 0).</exception>
    public async Task<TimeSpan?> SubmitAsync(JsonObject mail, Guid operation, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Post, "/emails:send");
        // The status decides: a 202 whose body is lost is still a 202.
        message.BufferResponse = false;
        message.Request.Headers.Add("Operation-Id", operation.ToString());
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(mail));
        await pipeline.SendAsync(message, cancellationToken);
        return message.Response.Status == 202 ? RetryAfter(message.Response) : throw new RequestFailedException(message.Response);
    }

    /// <summary>Looks up the status of a mail that was accepted.</summary>
    /// <returns>
    /// <c>Succeeded</c>, <c>Failed</c>, <c>Canceled</c> or one that is not final; the code of the error; when to look again.
    /// </returns>
    /// <exception cref="RequestFailedException">The status cannot be read.</exception>
    /// <exception cref="JsonException">The answer is no status.</exception>
    public async Task<(string? Status, string? ErrorCode, TimeSpan? RetryAfter)> StatusAsync(
        Guid operation, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Get, $"/emails/operations/{operation}");
        await pipeline.SendAsync(message, cancellationToken);
        if (message.Response.Status != 200)
            throw new RequestFailedException(message.Response);
        var answer = JsonNode.Parse(message.Response.Content.ToMemory().Span) as JsonObject ?? throw new JsonException();
        return (Text(answer["status"]), Text((answer["error"] as JsonObject)?["code"]), RetryAfter(message.Response));
    }

    /// <summary>The seconds of Retry-After; null where the header is missing.</summary>
    public static TimeSpan? RetryAfter(Response? response) =>
        response?.Headers.TryGetValue("Retry-After", out var text) == true
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private HttpMessage Message(RequestMethod method, string path)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(endpoint);
        // Part by part: as a relative address, "emails:send" would have the scheme "emails".
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", ApiVersion);
        return message;
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
