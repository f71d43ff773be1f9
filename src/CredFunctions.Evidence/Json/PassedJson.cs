using System.Buffers;
using System.Text.Json;

using CredFunctions.Rules;

namespace CredFunctions.Evidence.Json;

/// <summary>The member <c>passed</c>: ids of rules by subject. Few sets differ, so each is put together once.</summary>
internal sealed class PassedJson
{
    // More sets than that are made up: a report of real accounts has some dozens.
    private const int Most = 4_096;

    private readonly Dictionary<ulong, byte[]> known = [];

    public byte[] Of(ulong passed)
    {
        if (known.TryGetValue(passed, out var json))
            return json;
        json = Written(passed);
        if (known.Count < Most)
            known.Add(passed, json);
        return json;
    }

    private static byte[] Written(ulong passed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var checks = RuleCatalogue.Checks.Where(check => (passed & check.Bit) != 0)
            .ToLookup(check => check.Subject, check => check.Rule.Id);
        json.WriteStartObject();
        foreach (var subject in Enum.GetValues<Subject>())
        {
            if (!checks.Contains(subject))
                continue;
            json.WriteStartArray(subject.Name());
            foreach (var rule in checks[subject])
                json.WriteStringValue(rule);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
