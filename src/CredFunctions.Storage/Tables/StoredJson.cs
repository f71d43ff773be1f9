using System.Text.Json;

using CredFunctions.Pipeline;

namespace CredFunctions.Storage.Tables;

/// <summary>The JSON of a row: the pipeline's, without what can be worked out from the rest.</summary>
internal static class StoredJson
{
    public static PipelineJson Types { get; } = new(new JsonSerializerOptions(PipelineJson.Default.Options) { IgnoreReadOnlyProperties = true });
}
