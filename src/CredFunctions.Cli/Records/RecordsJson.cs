using System.Text.Json;

using CredFunctions.Evidence.Json;

namespace CredFunctions.Cli.Records;

/// <summary>One JSON document on stdout, as every command that reads records writes it.</summary>
internal static class RecordsJson
{
    public const int SchemaVersion = 1;

    public static void Write(Stream output, Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion"u8, SchemaVersion);
            members(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        output.Flush();
    }

    /// <summary>A text, or null where there is none.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
            json.WriteNull(name);
        else
            json.WriteString(name, text);
    }

    /// <summary>An instant in UTC, or null where there is none.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        if (instant is { } some)
            json.WriteString(name, some.ToUniversalTime());
        else
            json.WriteNull(name);
    }
}
