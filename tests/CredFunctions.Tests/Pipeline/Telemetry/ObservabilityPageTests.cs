using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Runs;
using CredFunctions.Telemetry;
using CredFunctions.Tests.Building;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.Tests.Pipeline.Telemetry;

/// <summary>docs/observability.md says of every instrument what it is, and of none that is not there.</summary>
public sealed partial class ObservabilityPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.At("docs/observability.md"));

    [Fact]
    public void Every_instrument_is_described_with_its_kind_and_unit_and_the_other_way_round()
    {
        Rows().Select(cells => $"{cells[0]} {cells[1]} {cells[2]}").Should().BeEquivalentTo(
            Instruments().Select(instrument => $"{instrument.Name} {KindOf(instrument)} {instrument.Unit}"));
        Instruments().Should().OnlyContain(instrument => !string.IsNullOrEmpty(instrument.Description));
    }

    [Fact]
    public async Task Every_tag_that_is_measured_is_described_and_the_other_way_round()
    {
        using var recorder = new TelemetryRecorder();
        var world = new World(new FaultPlan());
        world.Upload("1.csv", Stories.First, Stories.Day(0));
        await world.RestAsync();

        Rows().Select(cells => $"{cells[0]}: {Tags(cells[3])}").Should().BeEquivalentTo(
            recorder.Measurements.GroupBy(each => each.Instrument.Name).Select(each => $"{each.Key}: {string.Join(' ', each.SelectMany(one => one.Tags.Keys).Distinct().Order(StringComparer.Ordinal))}"));
    }

    [Fact]
    public void Every_outcome_is_described_and_the_other_way_round()
    {
        OutcomesOf("credfunctions.reports").Should().BeEquivalentTo(
            Enum.GetNames<ReportStatus>().Except([nameof(ReportStatus.Waiting), nameof(ReportStatus.Recording)], StringComparer.Ordinal));
        OutcomesOf("credfunctions.notifications").Should().BeEquivalentTo(Enum.GetNames<NotificationStatus>());
    }

    [Fact]
    public void Meter_source_and_handlers_are_named()
    {
        Page.Should().ContainAll(
            $"One meter, `{PipelineMeter.MeterName}`",
            $"One activity source, `{PipelineActivities.SourceName}`",
            $"`{nameof(IngestReport)}`", $"`{nameof(RecordAccounts)}`", $"`{nameof(CompleteReport)}`", $"`{nameof(DeliverNotification)}`", $"`{nameof(SweepReports)}`");
    }

    private static List<Instrument> Instruments()
    {
        RuntimeHelpers.RunClassConstructor(typeof(PipelineMeter).TypeHandle);
        var published = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == PipelineMeter.MeterName)
                published.Add(instrument);
        };
        listener.Start();
        return published;
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0].ToLowerInvariant();

    private static IEnumerable<string[]> Rows() => Page.Split('\n').Where(line => line.StartsWith("| `credfunctions.", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split(" | ")).Select(cells => (string[])[cells[0].Trim('`'), cells[1], cells[2].Trim('`'), cells[3]]);

    private static IEnumerable<string> OutcomesOf(string instrument)
    {
        var row = Page.Split('\n').Single(line => line.StartsWith($"| `{instrument}` ", StringComparison.Ordinal));
        return Quoted().Matches(row.Split("`outcome` is ")[1]).Select(match => match.Groups["tag"].Value);
    }

    private static string Tags(string cell) => string.Join(' ', Quoted().Matches(cell).Select(match => match.Groups["tag"].Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("`(?<tag>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();
}
