using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline;

/// <summary>docs/operations.md against the code, the host's file, the emulator's queues and what is deployed.</summary>
public sealed partial class OperationsPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.At("docs/operations.md"));

    [Fact]
    public void Every_setting_is_described_and_none_that_is_not_read() =>
        Rows("## Settings").Select(row => Code(row)).Should().BeEquivalentTo(
            typeof(SettingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!));

    [Fact]
    public void The_example_of_local_settings_sets_what_is_required_and_nothing_unknown()
    {
        using var example = JsonDocument.Parse(File.ReadAllText(RepositoryFile.At("functions/local.settings.json.example")));
        var names = example.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).ToList();

        names.Should().Contain([SettingNames.ReportStorage, SettingNames.ServiceBus, SettingNames.SweepSchedule]);
        names.Except(["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"]).Should().BeSubsetOf(Rows("## Settings").Select(row => Code(row)));
    }

    [Fact]
    public void Every_value_of_the_host_file_is_explained()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(RepositoryFile.At("host.json")));

        var values = Values("", host.RootElement).Where(value => !value.Path.StartsWith("logging.", StringComparison.Ordinal) && value.Path != "version");

        Rows("## host.json").Select(row => (Code(row), Code(row, column: 1))).Should().BeEquivalentTo(values);
    }

    [Fact]
    public void The_emulator_has_the_four_queues_and_only_notifications_have_sessions()
    {
        using var emulator = JsonDocument.Parse(File.ReadAllText(RepositoryFile.At("functions/local/servicebus.json")));
        var queues = emulator.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Queues").EnumerateArray().ToList();

        queues.Select(queue => queue.GetProperty("Name").GetString()).Should().BeEquivalentTo(ResourceNames.Queues);
        queues.Where(queue => queue.GetProperty("Properties").GetProperty("RequiresSession").GetBoolean()).Select(queue => queue.GetProperty("Name").GetString())
            .Should().Equal(ResourceNames.NotificationsQueue);
    }

    [Theory]
    [InlineData("docs/operations.md")]
    [InlineData("functions/local/run.sh")]
    public void What_has_to_be_created_by_hand_is_what_the_code_looks_for(string text)
    {
        CreatedBy(text, "container").Should().BeEquivalentTo(ResourceNames.ReportsContainer, ResourceNames.RejectedContainer, ResourceNames.EvidenceContainer, ResourceNames.IndexContainer, ResourceNames.ConfigContainer);
        CreatedBy(text, "table").Should().BeEquivalentTo(ResourceNames.AccountsTable, ResourceNames.ReportsTable, ResourceNames.NotificationsTable);
    }

    [Fact]
    public void Every_function_is_listed() =>
        Rows("| Function |").Select(row => Code(row)).Should().BeEquivalentTo(
            Directory.GetFiles(RepositoryFile.At("functions/Triggers"), "*.cs").Select(Path.GetFileNameWithoutExtension));

    // Whoever reads the mail at night has the page's advice, and no other.
    [Fact]
    public void Every_alarm_that_is_deployed_has_the_sentences_of_the_page()
    {
        var deployed = Alarm().Matches(Infra("modules/log-alerts.bicep")).Select(match => (match.Groups["name"].Value, TextOf(match)))
            .Concat(QueueAlarm().Matches(Infra("modules/dead-letters.bicep")).Select(match => ($"dead letters in {match.Groups["name"]}", TextOf(match))))
            .Concat(EventAlarm().Matches(Infra("events.bicep")).Select(match => (match.Groups["name"].Value, TextOf(match))));

        Infra("modules/dead-letters.bicep").Should().Contain("name: 'dead letters in ${queue.name}").And.Contain("description: whatToDo[queue.name]");
        Rows("## Alarms").Select(Cells).Select(cells => (cells[0], $"{cells[1]} {cells[2]}".Replace("`", "", StringComparison.Ordinal)))
            .Should().BeEquivalentTo(deployed);
    }

    [Fact]
    public void The_reasons_of_dead_letters_and_the_figures_are_those_of_the_code()
    {
        var limits = new PipelineLimits();

        Page.Should().Contain($"`{Settlement.UnreadableReason}`").And.Contain($"`{Settlement.GaveUpReason}`").And.Contain($"`{Settlement.KeptFailingReason}`");
        Page.Should().Contain($"After {limits.MaxAttempts} tries").And.Contain($"after {limits.FirstAsk.TotalSeconds} seconds").And.Contain($"up to {limits.LongestAsk.TotalMinutes} minutes");
        Infra("modules/service-bus.bicep").Should().Contain("lockDuration: 'PT5M'").And.Contain("maxDeliveryCount: 400");
        Page.Should().Contain("After 400 deliveries").And.Contain("Its lock ends within 5 minutes");
        Page.Should().Contain($"made no progress for {limits.StallTimeout.TotalMinutes} minutes");
        Page.Should().Contain($"up to {PipelineLimits.MaxAccountsPerMessage} accounts");
    }

    private static string Infra(string template) => File.ReadAllText(RepositoryFile.At($"infra/{template}"));

    private static string TextOf(Match alarm) => alarm.Groups["text"].Value.Replace("\\'", "'", StringComparison.Ordinal)
        .Replace("${hostContainers.undeliveredEvents}", "undelivered-events", StringComparison.Ordinal);

    private static IEnumerable<string> CreatedBy(string text, string kind) =>
        Regex.Match(File.ReadAllText(RepositoryFile.At(text)), $"for {kind} in (?<names>[^;]+);", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["names"].Value.Split(' ');

    /// <summary>The rows of the first table at or after the text.</summary>
    private static IEnumerable<string> Rows(string after) => Page[Page.IndexOf(after, StringComparison.Ordinal)..].Split('\n')
        .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2);

    private static string[] Cells(string row) => [.. row.Split('|', StringSplitOptions.TrimEntries)[1..^1]];

    private static string Code(string row, int column = 0) => Cells(row)[column].Trim('`');

    private static IEnumerable<(string Path, string Value)> Values(string path, JsonElement element) => element.ValueKind is JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Values(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value))
        : [(path, element.GetRawText().Trim('"'))];

    [GeneratedRegex(@"^    name: '(?<name>[^']+)'\r?\n    description: '(?<text>.*)'\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alarm();

    [GeneratedRegex(@"^  '?(?<name>[a-z-]+)'?: '(?<text>.*)'\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueueAlarm();

    [GeneratedRegex(@"^  name: '(?<name>undelivered upload events)[^']*'\r?\n(.*\n)*?    description: '(?<text>.*)'\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EventAlarm();
}
