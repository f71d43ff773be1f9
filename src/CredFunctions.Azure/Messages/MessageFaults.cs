using System.Text.Json;

namespace CredFunctions.Azure.Messages;

/// <summary>What can be wrong with a body. No sentence repeats any of its text, which may come from anyone.</summary>
internal static class MessageFaults
{
    private const int Sha256Digits = 64;

    /// <summary>What is wrong with a body as JSON of this version; null for nothing.</summary>
    public static string? OfVersion(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            var hasVersion = json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("schemaVersion"u8, out var element)
                && element.ValueKind is JsonValueKind.Number;
            if (!hasVersion || !json.RootElement.GetProperty("schemaVersion"u8).TryGetInt32(out var version))
                return "It has no schemaVersion.";
            return version == PipelineMessages.SchemaVersion
                ? null
                : $"Its schemaVersion is {version}; this version of CredFunctions reads {PipelineMessages.SchemaVersion}.";
        }
        catch (JsonException ex)
        {
            return $"It is not JSON: see line {ex.LineNumber + 1}, byte {ex.BytePositionInLine + 1}.";
        }
    }

    /// <summary>What is wrong with the members that every message has.</summary>
    public static string? Of(MessageBody body)
    {
        if (body.Source is "")
            return "Its source is empty.";
        if (body.ReportId is { } reportId && !IsSha256(reportId))
            return "Its reportId is not the SHA-256 of a report, 64 lower-case hexadecimal digits.";
        if (body.Run < 1)
            return "Its run is less than 1.";
        return body.Attempt < 0 ? "Its attempt is less than 0." : null;
    }

    /// <summary>That a message which is about a run does not name it.</summary>
    public static string? OfRun(MessageBody body) =>
        body.Source is null || body.ReportId is null || body.Run is null ? "Its source, reportId or run is null." : null;

    /// <summary>JSON that is not a message of its kind.</summary>
    public static string OfMembers(JsonException wrong) =>
        $"It is not a message of this kind: see {Place(wrong.Path ?? "$")}, line {wrong.LineNumber + 1}, "
            + $"byte {wrong.BytePositionInLine + 1}.";

    public static string? OfHash(string name, string hash) =>
        IsSha256(hash) ? null : $"Its {name} is not a SHA-256, 64 lower-case hexadecimal digits.";

    private static bool IsSha256(string text) => text.Length == Sha256Digits && text.All(char.IsAsciiHexDigitLower);

    // A path is made of the body's own names: only plain ones are repeated.
    private static string Place(string path) =>
        path.All(character => char.IsAsciiLetterOrDigit(character) || character is '$' or '.' or '[' or ']')
            && path.Length <= 80
            ? path
            : "a member that is not known";
}
