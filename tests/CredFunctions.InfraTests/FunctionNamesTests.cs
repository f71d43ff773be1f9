using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests;

/// <summary>The app's functions are named in the templates as in functions/, which does not build everywhere and is therefore read as text.</summary>
public sealed partial class FunctionNamesTests
{
    [Fact]
    public async Task Failures_of_every_function_are_alarmed_and_of_no_other()
    {
        var query = await QueryOfAsync("failed functions");

        Alarmed().Match(query).Groups["names"].Value.Split("', '").Should().BeEquivalentTo(Functions().Select(each => each.Name));
    }

    [Fact]
    public async Task The_poison_alert_watches_the_function_that_the_poison_queue_triggers()
    {
        Alarmed().Match(await QueryOfAsync("poison reports")).Groups["names"].Value.Should().Be(TriggeredBy("QueueTrigger"));
    }

    [Fact]
    public async Task Events_call_the_function_that_blobs_trigger()
    {
        var subscription = (await Deployment.OfAsync("events")).OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions").Single();

        subscription.At("properties.destination.properties.endpointUrl").Should().Contain($"'{TriggeredBy("BlobTrigger")}'");
    }

    private static async Task<string> QueryOfAsync(string alert) =>
        (await Deployment.OfAsync("main")).OfType("Microsoft.Insights/scheduledQueryRules").Single(each => each.Title == alert)
            .Element("properties.criteria.allOf")!.Value[0].GetProperty("query").GetString()!;

    private static string TriggeredBy(string trigger) => Functions().Single(each => each.Text.Contains($"[{trigger}(", StringComparison.Ordinal)).Name;

    private static IEnumerable<(string Name, string Text)> Functions() =>
        from file in Directory.EnumerateFiles(RepositoryFile.At("functions/Triggers"), "*.cs")
        let text = File.ReadAllText(file)
        from match in Function().Matches(text)
        select (match.Groups["name"].Value, text);

    [GeneratedRegex(@"\[Function\(nameof\((?<name>\w+)\)\)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Function();

    [GeneratedRegex(@"\| where Function in \('(?<names>[^)]+)'\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Alarmed();
}
