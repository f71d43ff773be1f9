using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>The JSON of a row: the pipeline's, without what can be worked out from the rest.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(PipelineJson.Default.Options)
    {
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = PipelineJson.Default.WithAddedModifier(WithoutOpenFindings),
    };

    public static JsonTypeInfo<AccountState> Account { get; } = Of<AccountState>();

    public static JsonTypeInfo<IReadOnlyList<AccountEvent>> Events { get; } = Of<IReadOnlyList<AccountEvent>>();

    public static JsonTypeInfo<Lane> Lane { get; } = Of<Lane>();

    public static JsonTypeInfo<ReportRecord> Report { get; } = Of<ReportRecord>();

    public static JsonTypeInfo<Upload> Upload { get; } = Of<Upload>();

    public static JsonTypeInfo<Notification> Notification { get; } = Of<Notification>();

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    // A collection is written even where properties without a setter are not, and this one would double the row.
    private static void WithoutOpenFindings(JsonTypeInfo type)
    {
        if (type.Type == typeof(AccountState) && type.Properties.FirstOrDefault(IsOpenFindings) is { } openFindings)
            type.Properties.Remove(openFindings);
    }

    private static bool IsOpenFindings(JsonPropertyInfo property) =>
        property.Name.Equals(nameof(AccountState.OpenFindings), StringComparison.OrdinalIgnoreCase);
}
