using System.Text.Json;

using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.Http;

/// <summary>Finds failures in the body of an answer, since channels report some of them with the status 200.</summary>
internal static class AnswerBody
{
    /// <summary>The most bytes that are read. Answers that report a failure are shorter.</summary>
    public const int MaxLength = 8 * 1024;

    private const int MaxShown = 200;

    private static readonly string[] FailureWords = ["failed with error", "failed with status", "error code", "invalid_payload",
        "no_service"];

    /// <summary>The failure, fit to be shown; null when there is none.</summary>
    /// <param name="body">The body, without secrets.</param>
    public static string? Failure(string body)
    {
        body = body.Trim();
        var isFailure = body.StartsWith('{')
            ? IsFailure(body)
            : Array.Exists(FailureWords, word => body.Contains(word, StringComparison.OrdinalIgnoreCase));
        return isFailure ? Shown(body) : null;
    }

    /// <summary>
    /// Whether it is a web page, such as that of a sign-in or a proxy. No channel answers with one, but Slack calls its words HTML.
    /// </summary>
    public static bool IsPage(string? mediaType, string body) =>
        (mediaType is "text/html" or "application/xhtml+xml" && (body.Contains('<', StringComparison.Ordinal) || body.Trim().Length == 0))
        || body.TrimStart().StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
        || body.TrimStart().StartsWith("<html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning of a body without secrets, fit to be shown.</summary>
    public static string Shown(string body) => ShortText.Of(InertText.Of(body.Trim()), MaxShown);

    // The words of chats and automations: {"errcode":93000}, {"code":19001,"msg":…}, {"ok":false}, {"error":{…}}.
    private static bool IsFailure(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (IsFailure(member.Name.ToLowerInvariant(), member.Value))
                    return true;
            }
        }
        catch (JsonException)
        {
            // Not JSON, so not the answer of a channel.
        }

        return false;
    }

    private static bool IsFailure(string name, JsonElement value) => name switch
    {
        "error" or "errors" => value.ValueKind is JsonValueKind.True or JsonValueKind.Object
                               || (value.ValueKind is JsonValueKind.String && value.GetString()!.Length > 0)
                               || (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0),
        "errcode" or "code" or "statuscode" =>
            value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var code) && code is not (0 or (>= 200 and < 300)),
        "ok" or "success" => value.ValueKind is JsonValueKind.False,
        "status" => value.ValueKind is JsonValueKind.String && value.GetString()!.ToLowerInvariant() is "error" or "failed" or "failure",
        _ => false,
    };
}
