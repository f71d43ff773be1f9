using System.Text.Json.Serialization;

namespace CredFunctions.Azure.Messages;

/// <summary>The JSON of messages. Strict: a missing, unknown or repeated member is refused, and null where it is not allowed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ReportMessages.Body), TypeInfoPropertyName = "ReportBody")]
[JsonSerializable(typeof(AccountFindingsMessages.Body), TypeInfoPropertyName = "AccountFindingsBody")]
[JsonSerializable(typeof(CompletionMessages.Body), TypeInfoPropertyName = "CompletionBody")]
[JsonSerializable(typeof(NotificationMessages.Body), TypeInfoPropertyName = "NotificationBody")]
internal sealed partial class MessageJson : JsonSerializerContext;
