using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;
using CredFunctions.Notifications;
using CredFunctions.Telemetry;

namespace CredFunctions.InfraTests;

/// <summary>Alerts and workbook ask for what the code measures, in its words. A query for anything else finds nothing and looks clean.</summary>
public sealed partial class TelemetryTests
{
    [Fact]
    public async Task Every_metric_that_is_asked_for_is_measured_and_every_one_that_is_measured_is_shown()
    {
        var workbook = await File.ReadAllTextAsync(RepositoryFile.At("infra/modules/workbook.json"), TestContext.Current.CancellationToken);
        var alerts = string.Concat(await QueriesOfAlertsAsync());

        var shown = NamesIn(workbook).Concat(NamesIn(alerts)).Distinct();

        shown.Should().BeEquivalentTo(Instruments());
    }

    [Fact]
    public async Task Every_tag_and_outcome_that_is_asked_for_is_one_of_the_code()
    {
        var workbook = await File.ReadAllTextAsync(RepositoryFile.At("infra/modules/workbook.json"), TestContext.Current.CancellationToken);
        var queries = workbook + string.Concat(await QueriesOfAlertsAsync());

        Tag().Matches(queries).Select(match => match.Groups["tag"].Value).Distinct().Should().BeSubsetOf(
            typeof(TelemetryTags).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!));
        Outcome().Matches(queries).SelectMany(match => Word().Matches(match.Groups["outcomes"].Value)).Select(word => word.Value).Distinct().Should()
            .NotBeEmpty().And.BeSubsetOf(Enum.GetNames<NotificationStatus>());
    }

    [Fact]
    public async Task The_freshness_time_and_the_retired_sources_of_the_deployment_are_in_the_query()
    {
        using var templates = new TemplateCopy();
        await File.AppendAllTextAsync(templates.At("production.bicepparam"), "\nparam retiredSources = ['smoke-test', 'closed-2025']\n", TestContext.Current.CancellationToken);

        var queries = QueriesOf(await Deployment.PredictAsync(templates, "production", withOutputs: false));

        queries.Should().ContainSingle(query => query.Contains("| where Age > 36 * 3600 and Source !in ('smoke-test', 'closed-2025')\n", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> QueriesOfAlertsAsync() => QueriesOf(await Deployment.OfAsync("production"));

    private static IReadOnlyList<string> QueriesOf(Deployment deployment) =>
        [.. deployment.OfType("Microsoft.Insights/scheduledQueryRules")
            .Select(alert => alert.Element("properties.criteria.allOf")!.Value[0].GetProperty("query").GetString()!)];

    private static IEnumerable<string> NamesIn(string text) => MetricName().Matches(text).Select(match => match.Groups["name"].Value);

    private static List<string> Instruments()
    {
        RuntimeHelpers.RunClassConstructor(typeof(PipelineMeter).TypeHandle);
        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == PipelineMeter.MeterName)
                names.Add(instrument.Name);
        };
        listener.Start();
        return names;
    }

    [GeneratedRegex("'(?<name>credfunctions[a-z.]+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"Properties\['(?<tag>[^']+)'\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\['outcome'\]\) (==|in) (?<outcomes>\([^)]*\)|'[^']*')", RegexOptions.ExplicitCapture)]
    private static partial Regex Outcome();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
