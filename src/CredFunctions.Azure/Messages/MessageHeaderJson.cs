using System.Text.Json.Serialization;

namespace CredFunctions.Azure.Messages;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MessageHeader))]
internal sealed partial class MessageHeaderJson : JsonSerializerContext;
