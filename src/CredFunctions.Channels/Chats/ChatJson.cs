using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CredFunctions.Channels.Chats;

/// <summary>The JSON that is posted to chats.</summary>
internal static class ChatJson
{
    // Escaped, Chinese and emoji would take twice the bytes.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonObject message) => message.ToJsonString(Options);
}
