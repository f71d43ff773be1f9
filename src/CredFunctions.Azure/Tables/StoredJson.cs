using System.Globalization;
using System.Text;
using System.Text.Json;

using Azure.Data.Tables;

using CredFunctions.Pipeline;

namespace CredFunctions.Azure.Tables;

/// <summary>
/// The JSON of a row: the pipeline's, without what can be worked out from the rest. It may be longer than a property, so it is in
/// properties <c>State0</c>, <c>State1</c> and so on.
/// </summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(PipelineJson.Default.Options) { IgnoreReadOnlyProperties = true };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static void Write<T>(TableEntity entity, string column, T value)
    {
        var json = Of(value);
        var (start, number) = (0, 0);
        while (start < json.Length)
        {
            var length = Math.Min(TableLimits.PropertyChars, json.Length - start);
            if (start + length < json.Length && char.IsHighSurrogate(json[start + length - 1]))
                length--;
            entity[NameOf(column, number++)] = json.Substring(start, length);
            start += length;
        }
    }

    public static T Read<T>(TableEntity entity, string column)
    {
        var json = entity.GetString(NameOf(column, 0))
            ?? throw new InvalidDataException($"The row {entity.PartitionKey} {entity.RowKey} has no {column}.");
        if (entity.GetString(NameOf(column, 1)) is not null)
        {
            var pieces = new StringBuilder(json);
            for (var number = 1; entity.GetString(NameOf(column, number)) is { } piece; number++)
                pieces.Append(piece);
            json = pieces.ToString();
        }

        return Read<T>(json);
    }

    private static string NameOf(string column, int number) => string.Create(CultureInfo.InvariantCulture, $"{column}{number}");
}
