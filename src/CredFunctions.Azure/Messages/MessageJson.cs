using System.Text.Json.Serialization;

namespace CredFunctions.Azure.Messages;

/// <summary>The JSON of messages. Strict: what is missing, unknown, doubled or null where it must not be is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ReportBody))]
[JsonSerializable(typeof(AccountFindingsBody))]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(NotificationBody))]
internal sealed partial class MessageJson : JsonSerializerContext;
