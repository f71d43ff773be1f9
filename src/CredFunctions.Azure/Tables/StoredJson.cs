using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>The JSON of a row: the pipeline's, without what can be worked out from the rest.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(PipelineJson.Default.Options) { IgnoreReadOnlyProperties = true };

    public static JsonTypeInfo<AccountState> Account { get; } = Of<AccountState>();

    public static JsonTypeInfo<IReadOnlyList<AccountEvent>> Events { get; } = Of<IReadOnlyList<AccountEvent>>();

    public static JsonTypeInfo<Lane> Lane { get; } = Of<Lane>();

    public static JsonTypeInfo<ReportRecord> Report { get; } = Of<ReportRecord>();

    public static JsonTypeInfo<Upload> Upload { get; } = Of<Upload>();

    public static JsonTypeInfo<Notification> Notification { get; } = Of<Notification>();

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

/// <summary>A text that may be longer than a property, in properties <c>State0</c>, <c>State1</c> and so on.</summary>
internal static class JsonPieces
{
    public static void Write(TableEntity entity, string column, string json)
    {
        var start = 0;
        var number = 0;
        while (start < json.Length)
        {
            var length = Math.Min(TableLimits.PropertyChars, json.Length - start);
            if (start + length < json.Length && char.IsHighSurrogate(json[start + length - 1]))
                length--;
            entity[NameOf(column, number)] = json.Substring(start, length);
            start += length;
            number++;
        }
    }

    public static string Read(TableEntity entity, string column)
    {
        var first = entity.GetString(NameOf(column, 0))
            ?? throw new InvalidDataException($"The row {entity.PartitionKey} {entity.RowKey} has no {column}.");
        if (entity.GetString(NameOf(column, 1)) is null)
            return first;

        var json = new StringBuilder(first);
        for (var number = 1; entity.GetString(NameOf(column, number)) is { } piece; number++)
            json.Append(piece);
        return json.ToString();
    }

    private static string NameOf(string column, int number) => string.Create(CultureInfo.InvariantCulture, $"{column}{number}");
}
