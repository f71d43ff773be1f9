using CredFunctions.Pipeline;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.Tests.Pipeline.Telemetry;

public sealed class TelemetryTests : IDisposable
{
    private readonly TelemetryRecorder recorder = new();
    private readonly RecordedLogs logs = new();
    private readonly World world;

    public TelemetryTests() => world = new World(new FaultPlan(), loggers: logs);

    public void Dispose()
    {
        recorder.Dispose();
        logs.Dispose();
    }

    [Fact]
    public async Task Every_end_of_a_report_is_counted_once()
    {
        await PlayAsync();

        recorder.Of("credfunctions.reports").Select(each => each.ToString()).Should().BeEquivalentTo(
            "1 outcome=Complete source=acme", "1 outcome=Complete source=acme", "1 outcome=Stale source=acme", "1 outcome=Rejected source=acme");
        recorder.Of("credfunctions.accounts").Sum(each => each.Value).Should().Be(7 + 8, "so many have the two complete reports");
    }

    [Fact]
    public async Task Open_findings_are_measured_by_severity_after_each_complete_report_zeros_included()
    {
        await PlayAsync();

        var record = (await world.RecordOfAsync(Stories.Third))!;
        var last = FindingsMeasuredLast();
        last.Should().HaveCount(Enum.GetValues<Severity>().Length);
        last.Where(each => each.Value > 0).Should().BeEquivalentTo(record.Counts.BySeverity);
        last.Should().ContainValue(0);
    }

    [Fact]
    public async Task Withdrawing_the_only_report_is_counted_once_and_leaves_no_finding_measured()
    {
        world.Upload("1.csv", Stories.First, Stories.Day(0));
        await world.RestAsync();

        await world.WithdrawAsync(Stories.First);
        await world.RestAsync();

        Outcomes().Should().Equal("Complete", "Withdrawn");
        FindingsMeasuredLast().Should().HaveCount(Enum.GetValues<Severity>().Length).And.OnlyContain(each => each.Value == 0);
    }

    [Fact]
    public async Task Withdrawing_a_report_after_another_is_counted_once_with_the_run_that_records_the_other_again()
    {
        world.Upload("1.csv", Stories.First, Stories.Day(0));
        await world.RestAsync();
        world.Upload("2.csv", Stories.Second, Stories.Day(1));
        await world.RestAsync();
        var measured = recorder.Of("credfunctions.findings").Count();

        await world.WithdrawAsync(Stories.Second);
        recorder.Of("credfunctions.findings").Should().HaveCount(measured, "its accounts are still there");
        await world.RestAsync();

        Outcomes().Should().Equal("Complete", "Complete", "Withdrawn", "Complete");
        FindingsMeasuredLast().Where(each => each.Value > 0).Should()
            .BeEquivalentTo((await world.RecordOfAsync(Stories.First))!.Counts.BySeverity);
    }

    [Fact]
    public async Task A_report_that_stays_complete_since_a_later_one_overtook_its_assessment_is_not_counted_again()
    {
        world.Upload("1.csv", Stories.First, Stories.Day(0));
        await world.RestAsync();
        world.IsStuck = _ => true;
        world.Upload("2.csv", Stories.Second, Stories.Day(1));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(Stories.Second) is ReportStatus.Recording);
        world.Policies.Edit("""{ "notificationRetentionDays": 80 }""");
        world.Upload("1 again.csv", Stories.First, Stories.Day(0));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(Stories.First) is ReportStatus.Waiting);
        world.IsStuck = _ => false;
        await world.RestAsync();

        Outcomes().Should().Equal("Complete", "Complete");
        FindingsMeasuredLast().Where(each => each.Value > 0).Should()
            .BeEquivalentTo((await world.RecordOfAsync(Stories.Second))!.Counts.BySeverity);
    }

    [Fact]
    public async Task Time_runs_from_the_arrival_of_a_report()
    {
        world.Upload("1.csv", Stories.First, Stories.Day(0));
        await world.RestAsync();

        var recorded = recorder.Of("credfunctions.report.recorded").Should().ContainSingle().Subject.Value;
        recorded.Should().Be(new PipelineLimits().FirstAsk.TotalSeconds, "the clock moves only while the first look is awaited");
        recorder.Of("credfunctions.report.delivered").Should().HaveCount(3).And.OnlyContain(each => each.Value >= recorded);
        recorder.Of("credfunctions.notifications").Select(each => each.ToString()).Should().BeEquivalentTo(
            ["1 channel=desk kind=Digest outcome=Sent source=acme", "1 channel=pager kind=Digest outcome=Sent source=acme", "1 channel=desk kind=Digest outcome=Sent source=acme"],
            "two routes have findings, and one of them leads to two channels");
    }

    [Fact]
    public async Task Every_sweep_measures_the_age_of_the_last_complete_report_of_each_source()
    {
        world.Upload("1.csv", Stories.First, Stories.Day(0));
        await world.RestAsync();
        world.Upload("2.csv", Stories.CutOff, Stories.Day(1));
        await world.RestAsync();

        var age = recorder.Of("credfunctions.report.age").Last();
        age.Tags.Should().Equal(new Dictionary<string, object?> { [TelemetryTags.Source] = "acme" });
        age.Value.Should().Be((world.Time.GetUtcNow() - Stories.Day(0)).TotalSeconds, "a rejected report makes nothing younger");
    }

    [Fact]
    public async Task Each_handler_runs_in_an_activity_that_names_what_it_works_on()
    {
        await PlayAsync();

        recorder.Activities.Select(activity => activity.OperationName).Distinct().Should().BeEquivalentTo(
            nameof(IngestReport), nameof(RecordAccounts), nameof(CompleteReport), nameof(SweepReports), nameof(DeliverNotification));
        var recording = recorder.Activities.First(activity => activity.OperationName == nameof(RecordAccounts));
        recording.GetTagItem(TelemetryTags.Source).Should().Be(SimulatedInbox.Source);
        recording.GetTagItem(TelemetryTags.ReportId).Should().Be(Stories.Second.IdAt(Stories.Day(1)));
        recording.GetTagItem(TelemetryTags.Run).Should().Be(1);
        recorder.Activities.First(activity => activity.OperationName == nameof(IngestReport)).GetTagItem(TelemetryTags.Run).Should().Be(1);
    }

    [Fact]
    public async Task What_is_logged_of_a_report_carries_source_report_and_run()
    {
        await PlayAsync();

        var lines = logs.Lines.Where(line => line.Fields.ContainsKey(TelemetryTags.ReportId)).ToList();
        lines.Should().NotBeEmpty().And.OnlyContain(line => line.Fields.ContainsKey(TelemetryTags.Source) && line.Fields.ContainsKey(TelemetryTags.Run));
        var rejected = lines.Single(line => Equals(line.Fields.GetValueOrDefault(TelemetryTags.Outcome), ReportStatus.Rejected));
        rejected.Level.Should().Be(LogLevel.Warning);
        rejected.Text.Should().Contain(Stories.CutOff.IdAt(Stories.Day(3))).And.Contain("quote");
    }

    private IEnumerable<object?> Outcomes() => recorder.Of("credfunctions.reports").Select(each => each.Tags[TelemetryTags.Outcome]);

    private Dictionary<string, long> FindingsMeasuredLast() => recorder.Of("credfunctions.findings").TakeLast(5)
        .ToDictionary(each => (string)each.Tags[TelemetryTags.Severity]!, each => (long)each.Value);

    private async Task PlayAsync()
    {
        world.Upload("2.csv", Stories.Second, Stories.Day(1));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(Stories.Second) is ReportStatus.Complete);
        world.Upload("1.csv", Stories.First, Stories.Day(0));
        world.Upload("3.csv", Stories.Third, Stories.Day(2));
        world.Upload("4.csv", Stories.CutOff, Stories.Day(3));
        await world.RestAsync();
    }
}
