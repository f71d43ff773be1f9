using System.Text.Json;

namespace CredFunctions.Azure.Messages;

/// <summary>What can be wrong with a body, said without repeating any of it: the text is anybody's.</summary>
internal static class MessageFaults
{
    private const int Sha256Digits = 64;

    public static string? OfVersion(MessageHeader? header) => header?.SchemaVersion switch
    {
        PipelineMessages.SchemaVersion => null,
        null => "It has no schemaVersion.",
        var version => $"Its schemaVersion is {version}; this version of CredFunctions reads {PipelineMessages.SchemaVersion}.",
    };

    /// <summary>What is wrong with what every message carries.</summary>
    public static string? Of(IMessageBody body)
    {
        if (body.Source is "")
            return "Its source is empty.";
        if (body.ReportId is { } reportId && !IsSha256(reportId))
            return "Its reportId is not the SHA-256 of a report, 64 lower-case hexadecimal digits.";
        if (body.Run < 1)
            return "Its run is less than 1.";
        return body.Attempt < 0 ? "Its attempt is less than 0." : null;
    }

    /// <summary>Text that is no JSON at all.</summary>
    public static string OfText(JsonException wrong) =>
        $"It is not JSON: see line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.";

    /// <summary>JSON that is not what a message of the kind is made of.</summary>
    public static string OfMembers(JsonException wrong) =>
        $"It is not a message of this kind: see {Place(wrong.Path ?? "$")}, line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.";

    public static string? OfHash(string name, string hash) =>
        IsSha256(hash) ? null : $"Its {name} is not a SHA-256, 64 lower-case hexadecimal digits.";

    private static bool IsSha256(string text) => text.Length == Sha256Digits && text.All(char.IsAsciiHexDigitLower);

    // A path is made of the body's own names: only those of ours are repeated.
    private static string Place(string path) =>
        path.All(character => char.IsAsciiLetterOrDigit(character) || character is '$' or '.' or '[' or ']')
            && path.Length <= 80
            ? path
            : "a member that is not known";
}
