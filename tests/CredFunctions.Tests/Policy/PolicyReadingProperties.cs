using System.Text;

using CredFunctions.Tests.Building;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Policy;

/// <summary>What holds of every file that is given as a policy.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class PolicyReadingProperties
{
    private static readonly byte[] Sample = File.ReadAllBytes(RepositoryFile.At("samples/policy.json"));

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1", "90", "1e400", "99999999999999999999", "0.5", "\"\"", "\"*\"", "\"off\"", "\"low\"", "\"never\"", "\"4h\"", "\"teams\"", "\"smtp\"", "\"webhook\"",
        "\"acs\"", "\"console\"", "\"c\"", "\"2027-01-01\"", "\"\\ud800\"", "\"\\u0000\"", "\"https://a.example/?sig=1\"", "\"https://[\"", "\"://\"", "\"://@:\"", "\"a@b.c\"", "[]", "{}",
        "[null]", "[[]]",
    ];

    private static readonly string[] Keys =
    [
        "$schema", "reportTimeZone", "thresholds", "human", "accessKeyMaxAgeDays", "machineAccounts", "rules", "console-idle", "severity", "exceptions", "rule", "account", "key", "reason",
        "owner", "until", "channels", "c", "kind", "urlSetting", "url", "host", "from", "to", "username", "endpoint", "routes", "source", "reminders", "maxDepartures", "freshness", "*",
        "completionDeadline", "sources", "digest", "password", "\\ud800", "",
    ];

    [Property(MaxTest = 2000)]
    public Property Any_bytes_are_a_policy_or_errors() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf().Resize(200).ToArbitrary(), IsRead);

    [Property(MaxTest = 2000)]
    public Property The_sample_with_any_bytes_in_it_is_a_policy_or_errors()
    {
        var change = from position in Gen.Choose(0, Sample.Length)
                     from removed in Gen.Choose(0, 30)
                     from added in Gen.OneOf(Gen.Elements(Values).Select(Encoding.UTF8.GetBytes), Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf().Resize(3))
                     select (position, removed, added);
        var changed = change.ArrayOf().Resize(4).Select(changes => changes.Aggregate(Sample, (before, each) =>
        {
            var position = Math.Min(each.position, before.Length);
            return [.. before[..position], .. each.added, .. before[Math.Min(position + each.removed, before.Length)..]];
        }));
        return Prop.ForAll(changed.ToArbitrary(), IsRead);
    }

    [Property(MaxTest = 3000)]
    public Property Any_json_of_the_words_of_a_policy_is_a_policy_or_errors() =>
        Prop.ForAll(Json(4).Select(Encoding.UTF8.GetBytes).ToArbitrary(), IsRead);

    private static Gen<string> Json(int depth)
    {
        var value = Gen.Elements(Values);
        if (depth == 0)
            return value;

        var list = Json(depth - 1).ArrayOf().Resize(3).Select(items => $"[{string.Join(',', items)}]");
        var member = from key in Gen.Elements(Keys)
                     from inner in Json(depth - 1)
                     select $"\"{key}\":{inner}";
        var map = member.ArrayOf().Resize(6).Select(members => $"{{{string.Join(',', members)}}}");
        return Gen.Frequency((1, value), (2, list), (6, map));
    }

    private static bool IsRead(byte[] bytes)
    {
        var reading = PolicyText.Read(bytes);
        return reading.IsValid == (reading.Errors.Count == 0)
               && reading.Hash.Length == 64
               && reading.Errors.Concat(reading.Warnings).All(remark => remark.Path.StartsWith('$') && remark is { Line: > 0, Column: > 0, Problem.Length: > 0 });
    }
}
