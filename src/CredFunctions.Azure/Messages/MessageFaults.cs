using System.Text.Json;

namespace CredFunctions.Azure.Messages;

/// <summary>What can be wrong with a body. No sentence repeats any of its text, which may come from anyone.</summary>
internal static class MessageFaults
{
    /// <summary>What is wrong with a body that is not bytes.</summary>
    public const string NoBytes = "Its body is an AMQP value or sequence; a message has a body of bytes.";

    private const int Sha256Digits = 64;

    /// <summary>What is wrong with a body as JSON of this version; null for nothing.</summary>
    public static string? OfVersion(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            if (json.RootElement.ValueKind is not JsonValueKind.Object)
                return $"It is {NameOf(json.RootElement.ValueKind)} where a JSON object was expected.";
            var hasVersion = json.RootElement.TryGetProperty("schemaVersion"u8, out var element)
                && element.ValueKind is JsonValueKind.Number;
            if (!hasVersion || !element.TryGetInt32(out var version))
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

    /// <summary>JSON that is not a message of its kind.</summary>
    public static string OfMembers(JsonException wrong) =>
        $"It is not a message of this kind: see {Place(wrong.Path ?? "$")}, line {wrong.LineNumber + 1}, "
            + $"byte {wrong.BytePositionInLine + 1}.";

    public static string? OfHash(string name, string hash) =>
        IsSha256(hash) ? null : $"Its {name} is not a SHA-256, 64 lower-case hexadecimal digits.";

    public static bool IsSha256(string text) => text.Length == Sha256Digits && text.All(char.IsAsciiHexDigitLower);

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    // A path is made of the body's own names: only plain ones are repeated.
    private static string Place(string path) =>
        path.All(character => char.IsAsciiLetterOrDigit(character) || character is '$' or '.' or '[' or ']')
            && path.Length <= 80
            ? path
            : "a member that is not known";
}
