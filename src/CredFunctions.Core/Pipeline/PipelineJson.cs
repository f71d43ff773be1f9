using System.Text.Json.Serialization;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>What is stored and sent, as JSON: camelCase, enumerations by name, nothing written that is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(Lane))]
[JsonSerializable(typeof(ReportRecord))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(ReportDetails))]
[JsonSerializable(typeof(Notification))]
public sealed partial class PipelineJson : JsonSerializerContext;
