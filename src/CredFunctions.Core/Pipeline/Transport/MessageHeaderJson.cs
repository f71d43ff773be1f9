using System.Text.Json.Serialization;

namespace CredFunctions.Pipeline.Transport;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MessageHeader))]
internal sealed partial class MessageHeaderJson : JsonSerializerContext;
