using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using CredFunctions.Policy;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

using NJsonSchema;

namespace CredFunctions.Tests.Policy;

/// <summary>Holds the schema that editors use, the sample, the documentation and the reader together.</summary>
public sealed class PolicySchemaTests
{
    private static readonly string SchemaText = File.ReadAllText(RepositoryFile.At("docs/schema/policy-v1.schema.json"));
    private static readonly JsonElement Schema = JsonDocument.Parse(SchemaText).RootElement;

    // Each object whose keys are fixed: where the schema describes it, a document with @ for its members, and members that it needs.
    private static readonly (string Schema, string Document, string Needed)[] Objects =
    [
        ("", "{@}", ""),
        ("properties/thresholds", "{\"thresholds\":{@}}", ""),
        ("definitions/thresholds", "{\"thresholds\":{\"human\":{@}}}", ""),
        ("properties/rules", "{\"rules\":{@}}", ""),
        ("definitions/ruleSetting/oneOf/1", "{\"rules\":{\"console-idle\":{@}}}", "\"severity\":\"low\""),
        ("definitions/exception", "{\"exceptions\":[{@}]}", "\"rule\":\"console-idle\",\"account\":\"a\",\"reason\":\"r\",\"owner\":\"o\",\"until\":\"2027-01-01\""),
        ("definitions/source", "{\"sources\":[{@}]}", "\"source\":\"a\""),
        ("definitions/teamsChannel", Channel("teams"), "\"urlSetting\":\"CHANNEL_U\""),
        ("definitions/weComChannel", Channel("wecom"), "\"urlSetting\":\"CHANNEL_U\""),
        ("definitions/feishuChannel", Channel("feishu"), "\"urlSetting\":\"CHANNEL_U\""),
        ("definitions/dingTalkChannel", Channel("dingtalk"), "\"urlSetting\":\"CHANNEL_U\""),
        ("definitions/slackChannel", Channel("slack"), "\"urlSetting\":\"CHANNEL_U\""),
        ("definitions/smtpChannel", Channel("smtp"), "\"host\":\"h\",\"from\":\"a@b.c\",\"to\":[\"a@b.c\"]"),
        ("definitions/webhookChannel", Channel("webhook"), "\"urlSetting\":\"CHANNEL_U\""),
        ("definitions/acsChannel", Channel("acs"), "\"endpoint\":\"https://a.example\",\"from\":\"a@b.c\",\"to\":[\"a@b.c\"]"),
        ("definitions/consoleChannel", Channel("console"), ""),
        ("definitions/route", "{\"channels\":{\"c\":{\"kind\":\"console\"}},\"routes\":[{@},{\"channels\":[\"c\"]}]}", "\"account\":\"a\",\"channels\":[\"c\"]"),
        ("properties/reminders", "{\"reminders\":{@}}", ""),
        ("properties/sla", "{\"sla\":{@}}", ""),
        ("properties/maxDepartures", "{\"maxDepartures\":{@}}", ""),
    ];

    public static TheoryData<string, string, string> Places
    {
        get
        {
            var places = new TheoryData<string, string, string>();
            foreach (var (schema, document, needed) in Objects)
                places.Add(schema, document, needed);
            return places;
        }
    }

    [Fact]
    public void Every_object_of_the_schema_is_held_to_the_reader() =>
        Regex.Count(SchemaText, "\"additionalProperties\": false").Should().Be(Objects.Length);

    [Theory]
    [MemberData(nameof(Places))]
    public void Schema_and_reader_know_the_same_keys(string schema, string document, string needed)
    {
        var keys = At(schema).GetProperty("properties").EnumerateObject().Select(property => property.Name);
        var error = PolicyText.Error(Filled(document, needed, "\"no-such-key\":1"));
        error.Path.Should().EndWith(".no-such-key");
        error.Allowed!.Split(", ").Should().BeEquivalentTo(keys);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Schema_and_reader_require_the_same_keys(string schema, string document, string needed)
    {
        PolicyText.Policy(Filled(document, needed)).Should().NotBeNull();
        foreach (var key in Required(schema).Where(key => key is not "kind"))
        {
            var without = Regex.Replace(needed, $"\"{key}\":(\\[[^]]*\\]|[^,]*),?", "").TrimEnd(',');
            var reading = PolicyText.Read(Filled(document, without));
            reading.Errors.Concat(reading.Warnings).Should().Contain(remark => remark.Problem.StartsWith($"lacks \"{key}\""));
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Schema_and_reader_set_the_same_limits(string schema, string document, string needed)
    {
        foreach (var property in At(schema).GetProperty("properties").EnumerateObject().Where(property => IsInteger(property.Value)))
        {
            var (least, most) = (property.Value.GetProperty("minimum").GetInt64(), property.Value.GetProperty("maximum").GetInt64());
            foreach (var (number, allowed) in new[] { (least - 1, false), (least, true), (most, true), (most + 1, false) })
            {
                PolicyText.Read(Filled(document, needed, string.Create(CultureInfo.InvariantCulture, $"\"{property.Name}\":{number}"))).IsValid
                    .Should().Be(allowed, $"{property.Name} is {number}");
            }
        }
    }

    [Theory]
    [InlineData("properties/immediateSeverity", "{\"immediateSeverity\":\"WORD\"}")]
    [InlineData("properties/digest", "{\"digest\":\"WORD\"}")]
    [InlineData("definitions/language", "{\"language\":\"WORD\"}")]
    [InlineData("definitions/language", "{\"channels\":{\"c\":{\"kind\":\"console\",\"language\":\"WORD\"}},\"routes\":[{\"channels\":[\"c\"]}]}")]
    [InlineData("definitions/language", "{\"channels\":{\"c\":{\"kind\":\"console\"}},\"routes\":[{\"channels\":[\"c\"],\"language\":\"WORD\"}]}")]
    [InlineData("properties/consoleSite", "{\"consoleSite\":\"WORD\"}")]
    [InlineData("definitions/smtpChannel/properties/security", "{\"channels\":{\"c\":{\"kind\":\"smtp\",\"host\":\"h\",\"from\":\"a@b.c\",\"to\":[\"a@b.c\"],\"security\":\"WORD\"}},\"routes\":[{\"channels\":[\"c\"]}]}")]
    public void Schema_and_reader_know_the_same_words(string schema, string document)
    {
        var place = At(schema);
        var words = (place.TryGetProperty("enum", out var own) ? own : At("definitions/severity/enum")).EnumerateArray().Select(word => $"\"{word.GetString()}\"");
        PolicyText.Error(document.Replace("WORD", "no-such-word", StringComparison.Ordinal)).Allowed!.Split(", ").Should().BeEquivalentTo(words);
    }

    [Fact]
    public void The_defaults_of_the_schema_are_those_of_the_policy()
    {
        var policy = AssessmentPolicy.Default;
        Default("reportTimeZone").Should().Be("+08:00");
        Default("immediateSeverity").Should().Be(policy.ImmediateSeverity.Name());
        Default("alertsBundledFrom").Should().Be($"{policy.AlertsBundledFrom}");
        Default("language").Should().Be("en");
        Default("consoleSite").Should().Be("international");
        Default("digest").Should().Be("changes");
        Default("freshness").Should().Be($"{{\"*\":{Freshness.DefaultHours}}}");
        Default("completionDeadline").Should().Be($"{policy.CompletionDeadline.TotalHours}h");
        Default("findingRetentionDays").Should().Be($"{policy.FindingRetentionDays}");
        Default("notificationRetentionDays").Should().Be($"{policy.NotificationRetentionDays}");
        Default("dueDays").Should().Be($"{policy.DueDays}");
        Default("reportRetentionDays").Should().Be($"{policy.ReportRetentionDays}");
        Default("sameReportHours").Should().Be($"{policy.SameReportHours}");
        Default("maxDepartures/properties/percent").Should().Be($"{policy.MaxDepartures.Percent}");
        Default("maxDepartures/properties/least").Should().Be($"{policy.MaxDepartures.Least}");
    }

    [Fact]
    public void Every_threshold_is_defined_once_and_is_the_same_in_the_schema_and_the_documentation()
    {
        typeof(Thresholds).GetProperties().Where(property => property.PropertyType == typeof(int))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .Should().BeEquivalentTo(Thresholds.All.Select(threshold => threshold.Name));
        At("definitions/thresholds/properties").EnumerateObject().Select(threshold => threshold.Name)
            .Should().Equal(Thresholds.All.Select(threshold => threshold.Name));

        var page = File.ReadAllText(RepositoryFile.At("docs/policy.md"));
        foreach (var threshold in Thresholds.All)
        {
            var days = threshold.Get(Thresholds.Default);
            var schema = At($"definitions/thresholds/properties/{threshold.Name}");
            schema.GetProperty("default").GetInt32().Should().Be(days, threshold.Name);
            schema.GetProperty("minimum").GetInt32().Should().Be(1, threshold.Name);
            schema.GetProperty("maximum").GetInt32().Should().Be(Threshold.MaxDays, threshold.Name);
            page.Should().Contain($"| `{threshold.Name}` | {days} |");
            RuleCatalogue.Find(threshold.RuleId).Should().NotBeNull(threshold.Name);
            threshold.Get(threshold.Set(Thresholds.Default, days + 1)).Should().Be(days + 1, threshold.Name);
            threshold.Set(threshold.Set(Thresholds.Default, days + 1), days).Should().Be(Thresholds.Default, threshold.Name);
        }
    }

    [Fact]
    public async Task The_sample_is_valid_for_the_schema_and_for_the_reader()
    {
        var bytes = await File.ReadAllBytesAsync(RepositoryFile.At("samples/policy.json"));
        var reading = PolicyText.Read(bytes);
        reading.Errors.Should().BeEmpty();
        reading.Warnings.Should().BeEmpty();

        var schema = await JsonSchema.FromJsonAsync(SchemaText);
        schema.Validate(WithoutComments(bytes)).Should().BeEmpty();
        schema.Validate("""{ "digest": "weekly" }""").Should().NotBeEmpty();
        schema.Validate("""{ "channels": { "c": { "kind": "console", "port": 1 } } }""").Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_schema_refuses_what_the_reader_refuses_where_a_schema_can()
    {
        // What holds between two places of the file, or of a URL, a host or a number with a unit. NJsonSchema leaves out
        // propertyNames and dependencies, by which editors tell some of them.
        string[] beyond = ["stands twice", "escape", "only one of", "in the clear", "for every source", "\"c\"", "no channels", "\"*\"", "1 to 64 ASCII", "168h", "https://"];
        var schema = await JsonSchema.FromJsonAsync(SchemaText);
        foreach (var row in PolicyErrorTests.Wrong)
        {
            var (json, _, said) = row.Data;
            if (!beyond.Any(said.Contains))
                schema.Validate(json).Should().NotBeEmpty(json);
        }
    }

    [Fact]
    public void The_documentation_names_every_key_of_the_schema()
    {
        var page = File.ReadAllText(RepositoryFile.At("docs/policy.md"));
        foreach (var key in Objects.Where(place => place.Schema is not "properties/rules").SelectMany(place => At(place.Schema).GetProperty("properties").EnumerateObject()))
            page.Should().Contain($"`{key.Name}`");
    }

    [Fact]
    public void Every_example_of_the_documentation_is_a_policy()
    {
        var page = File.ReadAllText(RepositoryFile.At("docs/policy.md"));
        var examples = Regex.Matches(page, "```jsonc\n(?<example>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture).Select(match => match.Groups["example"].Value).ToList();
        examples.Should().NotBeEmpty();
        foreach (var example in examples)
            PolicyText.Policy(example).Should().NotBeNull();
    }

    private static string Channel(string kind) => $"{{\"channels\":{{\"c\":{{\"kind\":\"{kind}\"@}}}},\"routes\":[{{\"channels\":[\"c\"]}}]}}";

    private static string Filled(string document, params string[] members)
    {
        var filled = string.Join(',', members.Where(member => member.Length > 0));
        var follows = document.Contains("\"@", StringComparison.Ordinal) && filled.Length > 0;
        return document.Replace("@", follows ? "," + filled : filled, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Required(string schema) =>
        At(schema).TryGetProperty("required", out var required) ? required.EnumerateArray().Select(key => key.GetString()!) : [];

    private static bool IsInteger(JsonElement property) => property.TryGetProperty("type", out var type) && type.GetString() is "integer";

    private static string Default(string path)
    {
        var value = At($"properties/{path}").GetProperty("default");
        return value.ValueKind is JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value);
    }

    private static JsonElement At(string pointer)
    {
        var place = Schema;
        foreach (var step in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
            place = place.ValueKind is JsonValueKind.Array ? place[int.Parse(step, CultureInfo.InvariantCulture)] : place.GetProperty(step);
        return place;
    }

    private static string WithoutComments(byte[] json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return JsonSerializer.Serialize(document.RootElement);
    }
}
