using System.Globalization;

using CredFunctions.Runs;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Which report an upload is, case by case.</summary>
public sealed class LaneRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly List<ReportRecord> known = [];
    private Lane lane = new() { Source = "acme" };

    [Fact]
    public void An_upload_of_unknown_bytes_is_a_new_report_and_starts()
    {
        Complete("b", hours: -1);

        var step = Arrive("a", hours: 0);

        step.Records.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Match = ReportMatch.New, Status = ReportStatus.Recording, Arrival = 2L });
        step.Lane.Active.Should().Be(step.Records[0].Stamp);
    }

    [Theory]
    [InlineData(-3.99)]
    [InlineData(-1)]
    [InlineData(3.99)]
    public void The_bytes_of_a_completed_report_within_the_hours_are_that_report_again(double hours)
    {
        Complete("a", hours: 0);
        Complete("b", hours: 0.5);

        var step = Arrive("a", hours);

        step.Records.Should().BeEmpty();
        step.Lane.Active.Should().BeNull();
        step.Uploads.Single().Should().BeEquivalentTo(new { ReportId = "a+0", Match = ReportMatch.SameHours });
        step.Lane.SeenAgainAsOf.Should().Be(Noon.AddHours(Math.Max(0, hours)), "the source is as fresh as the later of both");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(28)]
    public void The_bytes_of_the_last_completed_report_after_the_hours_are_a_new_report(double hours)
    {
        Complete("a", hours: 0);

        Arrive("a", hours).Records.Single().Should().BeEquivalentTo(new { Match = ReportMatch.Unchanged, Status = ReportStatus.Recording, OlderCopyOf = (DateTimeOffset?)null });
    }

    [Fact]
    public void Without_the_hours_the_same_bytes_a_minute_later_are_a_new_report()
    {
        Complete("a", hours: 0);

        Arrive("a", hours: 0.01, sameReportHours: 0).Records.Single().Match.Should().Be(ReportMatch.Unchanged);
    }

    [Fact]
    public void The_bytes_of_an_older_report_are_a_copy_of_the_latest_one_that_had_them()
    {
        Complete("a", hours: 0);
        Complete("b", hours: 24);
        Complete("a", hours: 48);
        Complete("b", hours: 72);

        Arrive("a", hours: 96).Records.Single().Should().BeEquivalentTo(
            new { Match = ReportMatch.OlderCopy, Status = ReportStatus.Recording, OlderCopyOf = (DateTimeOffset?)Noon.AddHours(48) });
    }

    [Fact]
    public void Where_several_are_within_the_hours_it_is_the_latest()
    {
        Complete("a", hours: 0);
        Complete("b", hours: 1);
        Add("a", hours: 2, ReportStatus.Held);

        Arrive("a", hours: 3).Uploads.Single().ReportId.Should().Be("a+2");
    }

    [Theory]
    [InlineData(ReportStatus.Held, 1, ReportMatch.SameHours)]
    [InlineData(ReportStatus.Held, 24, ReportMatch.New)]
    [InlineData(ReportStatus.Withdrawn, 1, ReportMatch.SameHours)]
    [InlineData(ReportStatus.Withdrawn, 24, ReportMatch.OlderCopy)]
    [InlineData(ReportStatus.Stale, 1, ReportMatch.New)]
    [InlineData(ReportStatus.Incomplete, 1, ReportMatch.New)]
    [InlineData(ReportStatus.Rejected, 1, ReportMatch.New)]
    public void What_became_of_the_report_with_the_bytes_decides(ReportStatus status, double hours, ReportMatch match)
    {
        Add("a", hours: 0, status);

        var step = Arrive("a", hours);

        (step.Uploads.Count > 0 ? step.Uploads.Single().Match : step.Records.Single().Match).Should().Be(match);
    }

    [Fact]
    public void A_report_whose_as_of_is_corrected_disregards_the_withdrawn_one()
    {
        Add("a", hours: 2, ReportStatus.Withdrawn);

        Arrive("a", hours: 1, corrects: "a+2").Records.Single().Match.Should().Be(ReportMatch.New);
        Arrive("a", hours: -30, corrects: "a+2").Records.Single().Match.Should().Be(ReportMatch.New);
    }

    [Theory]
    [InlineData("a", -5, ReportStatus.Stale)]
    [InlineData("c", -1, ReportStatus.Stale)]
    [InlineData("b", -30, ReportStatus.Stale)]
    [InlineData("c", 0, ReportStatus.Recording)]
    public void What_is_not_later_than_the_last_completed_report_is_stale_and_the_later_arrival_is_later(string bytes, double hours, ReportStatus status)
    {
        Complete("b", hours: -100);
        Complete("a", hours: 0);

        Arrive(bytes, hours).Records.Single().Should().BeEquivalentTo(new { Status = status, OlderCopyOf = (DateTimeOffset?)null });
    }

    [Fact]
    public void A_held_report_that_comes_again_accepted_within_the_hours_goes_on_under_its_own_as_of()
    {
        Add("a", hours: 0, ReportStatus.Held);

        var step = Arrive("a", hours: 1, isAccepted: true);

        step.Records.Single().Should().BeEquivalentTo(new { ReportId = "a+0", Status = ReportStatus.Recording, IsAccepted = true, Run = 1, Name = "a+1.csv" });
        step.Lane.Active!.Value.ReportId.Should().Be("a+0");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_last_completed_report_is_assessed_again_under_another_policy(double hours)
    {
        Complete("a", hours: 0);

        var met = LaneRules.Meet(new LaneStep(lane, []), known[0], Record("a", 0) with { Policy = "other" }, isNew: true, Noon);
        var step = hours == 0 ? LaneRules.Take(met with { Records = [] }, met.Records.Single(), known, upload: null, Noon) : Arrive("a", hours, policy: "other");

        step.Records.Single().Should().BeEquivalentTo(
            new { ReportId = "a+0", Run = 2, Policy = "", AsOf = Noon, Status = ReportStatus.Recording }, "it takes the policy in force once it is read");
    }

    [Fact]
    public void An_older_report_is_not_assessed_again_whatever_the_policy()
    {
        Complete("a", hours: 0);
        Complete("b", hours: 1);

        Arrive("a", hours: 2, policy: "other").Records.Should().BeEmpty();
        LaneRules.Meet(new LaneStep(lane, []), known[0], Record("a", 0) with { Policy = "other" }, isNew: true, Noon).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void An_upload_that_was_seen_before_starts_nothing()
    {
        Complete("a", hours: 0);
        Add("r", hours: 1, ReportStatus.Rejected);
        Add("i", hours: 2, ReportStatus.Incomplete);

        foreach (var record in known)
            LaneRules.Meet(new LaneStep(lane, []), record, record with { Policy = "other" }, isNew: false, Noon).IsEmpty.Should().BeTrue();
    }

    [Theory]
    [InlineData(10, ReportStatus.Recording)]
    [InlineData(-10, ReportStatus.Stale)]
    public void An_incomplete_report_goes_on_only_where_it_is_later(double hours, ReportStatus status)
    {
        Complete("b", hours: 0);
        Add("a", hours, ReportStatus.Incomplete);

        var step = LaneRules.Meet(new LaneStep(lane, []), known[1], known[1], isNew: true, Noon);

        LaneRules.Take(step with { Records = [] }, step.Records.Single(), [], upload: null, Noon).Records.Single().Should().BeEquivalentTo(new { Status = status, Run = 2 });
    }

    [Fact]
    public void A_held_report_is_stale_once_a_later_one_is_completed()
    {
        Add("a", hours: 0, ReportStatus.Held);
        LaneRules.Take(new LaneStep(lane, []), known[0], [], upload: null, Noon).IsEmpty.Should().BeTrue();

        Complete("b", hours: 1);

        LaneRules.Take(new LaneStep(lane, []), known[0], [], upload: null, Noon).Records.Single().Status.Should().Be(ReportStatus.Stale);
    }

    [Fact]
    public void Withdrawing_records_the_report_before_again_and_what_is_later_than_that_is_not_stale()
    {
        Complete("a", hours: 0);
        Complete("b", hours: 24);
        known[1].Before.Should().Be("a+0");

        var step = LaneRules.Withdraw(lane, known[1], known[0], Noon);

        step.Records.Should().BeEquivalentTo([
            new { ReportId = "b+24", Status = ReportStatus.Withdrawn, Withdraws = (string?)null, Run = 1 },
            new { ReportId = "a+0", Status = ReportStatus.Recording, Withdraws = (string?)"b+24", Run = 2 },
        ]);
        step.Lane.LastCompleted.Should().Be(known[1].Stamp, "its events are notified, and those of the new run are not");
        step.Lane.IsStale(Record("c", 1)).Should().BeFalse();
        var ended = LaneRules.Leave(step.Lane, step.Records[1] with { Status = ReportStatus.Complete }, Noon);
        ended.Lane.Last.Should().Be(new LastReport("a+0", "a", known[0].Order));
        ended.Lane.LastCompleted!.Value.Number.Should().Be(2);
        ended.Records.Single().Before.Should().BeNull("it was the first report");
    }

    [Fact]
    public void A_run_that_ends_incomplete_leaves_the_evidence_of_the_completed_one_named()
    {
        Complete("a", hours: 0);
        Complete("b", hours: 24);
        string[] evidence = ["acme/a+0/1/findings.json"];

        var again = LaneRules.Withdraw(lane, known[1], known[0] with { Evidence = evidence }, Noon).Records[1];
        var met = LaneRules.Meet(
            new LaneStep(lane, []), again with { Status = ReportStatus.Incomplete }, again, isNew: true, Noon).Records.Single();

        again.Should().BeEquivalentTo(new { Run = 2, CompletedRun = (int?)1, Evidence = evidence, OwnEvidence = Array.Empty<string>() });
        met.Should().BeEquivalentTo(new { Run = 3, CompletedRun = (int?)1, Evidence = evidence, OwnEvidence = Array.Empty<string>() });
    }

    [Fact]
    public void Withdrawing_the_only_report_leaves_a_lane_as_new()
    {
        Complete("a", hours: 0);

        var step = LaneRules.Withdraw(lane, known[0], before: null, Noon);

        step.Lane.Active.Should().Be(step.Records.Single().Stamp);
        step.Records.Single().Should().BeEquivalentTo(new { Status = ReportStatus.Withdrawn, Run = 2, Chunks = (int?)0 });
        LaneRules.Leave(step.Lane, step.Records.Single(), Noon).Lane.Should().Be(
            new Lane { Source = "acme", Arrivals = 1, Starts = step.Lane.Starts }, "what a late handler of an earlier run writes is refused for good");
        step.Lane.Starts.Should().BeGreaterThan(lane.Starts);
    }

    [Fact]
    public void A_withdrawn_report_comes_back_by_replay_and_is_the_last_one_then()
    {
        Complete("a", hours: 0);
        Complete("b", hours: 24);
        var withdrawn = LaneRules.Withdraw(lane, known[1], known[0], Noon);
        lane = LaneRules.Leave(withdrawn.Lane, withdrawn.Records[1] with { Status = ReportStatus.Complete }, Noon).Lane;
        known[1] = withdrawn.Records[0];

        LaneRules.Meet(new LaneStep(lane, []), known[1], Record("b", 24) with { Policy = "other" }, isNew: true, Noon).IsEmpty.Should().BeTrue();
        var replay = LaneRules.Replay(lane, known[1], Noon);
        var step = LaneRules.Take(replay with { Records = [] }, replay.Records.Single(), [], upload: null, Noon);

        step.Records.Single().Should().BeEquivalentTo(new { Status = ReportStatus.Recording, Run = 2, IsReplayed = true, Policy = "" });
        LaneRules.Leave(step.Lane, step.Records.Single() with { Status = ReportStatus.Complete }, Noon).Records.Single().Before.Should().Be("a+0");
    }

    [Fact]
    public void A_correction_of_an_as_of_replaces_a_report_that_waits_or_is_held_and_no_other()
    {
        var given = Upload("a", hours: 2) with { GivenAsOf = "two" };
        var changed = Upload("a", hours: 1) with { Name = given.Name, Version = "2", GivenAsOf = "one" };
        var later = Upload("a", hours: 3) with { Name = given.Name, Version = "2", GivenAsOf = "three" };
        var report = Record("a", 2) with { Name = given.Name };

        foreach (var status in new[] { ReportStatus.Waiting, ReportStatus.Held })
            UploadRules.Meet(given, report with { Status = status }, changed).Should().BeEquivalentTo(new { IsNew = true, Replaced = "a+2", Upload = changed });
        foreach (var status in new[] { ReportStatus.Stale, ReportStatus.Incomplete, ReportStatus.Rejected })
            UploadRules.Meet(given, report with { Status = status }, changed).Should().BeEquivalentTo(new { IsNew = true, Replaced = (string?)null, Upload = changed });
        UploadRules.Meet(given, report with { Status = ReportStatus.Recording }, changed).IsLater.Should().BeTrue();

        var complete = report with { Status = ReportStatus.Complete, CompletedRun = 1 };
        UploadRules.Meet(given, complete, later).Should().BeEquivalentTo(new { IsNew = true, Upload = later });
        var refused = UploadRules.Meet(given, complete, changed);
        refused.Should().BeEquivalentTo(new { IsNew = false, Upload = new { IsRefused = true, ReportId = "a+2", changed.AsOf } });
        UploadRules.Meet(refused.Upload, complete, changed).Should().BeEquivalentTo(new { IsNew = false, Upload = new { IsRefused = true } });
        UploadRules.Meet(refused.Upload, complete with { Status = ReportStatus.Withdrawn }, changed).Should().BeEquivalentTo(
            new { IsNew = true, Upload = new { IsRefused = false, Corrects = "a+2", changed.AsOf } });
    }

    [Fact]
    public void A_completed_report_that_waits_to_be_assessed_again_is_replaced_by_no_correction_of_its_as_of()
    {
        var given = Upload("a", hours: 2) with { GivenAsOf = "two" };
        var earlier = Upload("a", hours: 1) with { Name = given.Name, Version = "2", GivenAsOf = "one" };
        var later = Upload("a", hours: 3) with { Name = given.Name, Version = "2", GivenAsOf = "three" };
        var report = Record("a", 2) with { Name = given.Name, CompletedRun = 1 };

        UploadRules.Meet(given, report, earlier).Should().BeEquivalentTo(new { IsNew = false, Replaced = (string?)null, Upload = new { IsRefused = true, ReportId = "a+2" } });
        UploadRules.Meet(given, report, later).Should().BeEquivalentTo(new { IsNew = true, Replaced = (string?)null, Upload = later });
    }

    [Fact]
    public void The_same_name_and_bytes_under_another_version_are_the_same_upload_only_where_its_metadata_changed()
    {
        var seen = Upload("a", hours: 0);
        var report = Record("a", 0);
        var again = Upload("a", hours: 5) with { Name = seen.Name, Version = "2" };

        UploadRules.Meet(seen, report, again).Should().BeEquivalentTo(new { IsNew = true, Upload = again });
        UploadRules.Meet(seen, report, again with { IsAccepted = true }).Should().BeEquivalentTo(
            new { IsNew = false, Upload = new { seen.AsOf, seen.ReportId, Version = "2", IsAccepted = true } });
        UploadRules.Meet(seen, report, again with { Version = "1" }).Should().BeEquivalentTo(new { IsNew = false, Upload = seen });
        UploadRules.Meet(seen, report, Upload("b", hours: 0) with { Name = seen.Name }).IsNew.Should().BeTrue();
    }

    private LaneStep Arrive(string bytes, double hours, int sameReportHours = 4, bool isAccepted = false, string policy = "policy", string? corrects = null)
    {
        var record = Record(bytes, hours) with { SameReportHours = sameReportHours, IsAccepted = isAccepted, Policy = policy, Corrects = corrects };
        var step = LaneRules.Arrive(new LaneStep(lane, []), record, Noon);
        var (arrived, upload) = (step.Records.Single(), Upload(bytes, hours));
        step = LaneRules.Take(step, arrived, known, upload, Noon);
        return step.Uploads.All(each => each.ReportId == record.ReportId) ? step with { Uploads = [] } : step;
    }

    private void Complete(string bytes, double hours)
    {
        var step = LaneRules.Arrive(new LaneStep(lane, []), Record(bytes, hours), Noon);
        step = LaneRules.Leave(step.Lane, step.Records.Single() with { Status = ReportStatus.Complete, Match = ReportMatch.New }, Noon);
        lane = step.Lane;
        known.Add(step.Records.Single());
    }

    private void Add(string bytes, double hours, ReportStatus status)
    {
        var step = LaneRules.Arrive(new LaneStep(lane, []), Record(bytes, hours), Noon);
        lane = step.Lane;
        known.Add(step.Records.Single() with { Status = status, Match = ReportMatch.New });
    }

    private static ReportRecord Record(string bytes, double hours) => new()
    {
        Source = "acme",
        ReportId = string.Create(CultureInfo.InvariantCulture, $"{bytes}+{hours}"),
        Sha256 = bytes,
        Name = string.Create(CultureInfo.InvariantCulture, $"{bytes}+{hours}.csv"),
        Version = "1",
        AsOf = Noon.AddHours(hours),
        Status = ReportStatus.Waiting,
        Run = 1,
        Policy = "policy",
        SameReportHours = 4,
        TouchedAt = Noon,
    };

    private static Upload Upload(string bytes, double hours) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"{bytes}+{hours}.csv"),
        Version = "1",
        Sha256 = bytes,
        AsOf = Noon.AddHours(hours),
        ReportId = string.Create(CultureInfo.InvariantCulture, $"{bytes}+{hours}"),
    };
}
