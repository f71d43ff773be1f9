using CredFunctions.Notifications;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Uploads through the whole pipeline: which report each one is, and what people are notified of.</summary>
public sealed class UploadTests
{
    private World world = new(new FaultPlan());

    [Fact]
    public async Task A_bad_state_that_comes_back_after_days_is_held_with_what_it_would_open_and_opens_it_once_accepted()
    {
        await UploadAsync("a.csv", Reports.First, Reports.Day(0));
        await UploadAsync("b.csv", Reports.Second, Reports.Day(1));
        await UploadAsync("a.csv", Reports.First, Reports.Day(2));

        var held = (await world.RecordOfAsync(Reports.First, Reports.Day(2)))!;
        held.Status.Should().Be(ReportStatus.Held);
        held.Reason.Should().Be("It has the same content as the report of 2026-11-01 12:00 +08:00; it would open 3 and resolve 1 finding.");
        world.Notifications.Single(each => each.Kind is NotificationKind.Held).Content.Reason.Should().Be(held.Reason);

        world.Inbox.Accept("a.csv");
        await world.SweepAsync();
        await world.RestAsync();

        var recorded = (await world.RecordOfAsync(Reports.First, Reports.Day(2)))!;
        recorded.Status.Should().Be(ReportStatus.Complete);
        (recorded.Counts.Opened + recorded.Counts.Reopened, recorded.Counts.Resolved).Should().Be((3, 1), "the dry run counted the same");
    }

    [Theory]
    [InlineData("console-mfa-disabled")]
    [InlineData("login-protection-disabled")]
    public async Task A_hold_and_the_accepted_report_count_the_same_where_findings_are_under_an_exception(string rule)
    {
        await UploadAsync("a.csv", Reports.First, Reports.Day(0));
        world.Policies.Edit($$"""{ "exceptions": [ { "rule": "{{rule}}", "account": "*", "reason": "r", "owner": "o", "until": "2026-12-31" } ] }""");
        await UploadAsync("b.csv", Reports.Second, Reports.Day(1));
        await UploadAsync("a.csv", Reports.First, Reports.Day(2));

        (await world.RecordOfAsync(Reports.First, Reports.Day(2)))!.Reason.Should().EndWith("it would open 3 and resolve 1 finding.");
        world.Inbox.Accept("a.csv");
        await world.SweepAsync();
        await world.RestAsync();

        var counts = (await world.RecordOfAsync(Reports.First, Reports.Day(2)))!.Counts;
        (counts.Opened + counts.Reopened, counts.Resolved).Should().Be((3, 1));
    }

    [Fact]
    public async Task One_hold_names_every_reason_and_one_acceptance_answers_all()
    {
        await UploadAsync("few.csv", Reports.Few, Reports.Day(0));
        await UploadAsync("many.csv", Reports.Many, Reports.Day(1));
        await UploadAsync("few.csv", Reports.Few, Reports.Day(2));

        (await world.RecordOfAsync(Reports.Few, Reports.Day(2)))!.Reason.Should()
            .StartWith("It has the same content as the report of 2026-11-01 12:00 +08:00; it would open 0 and resolve 0 findings. 11 of 13 known accounts are missing from it, ");

        world.Inbox.Accept("few.csv");
        await world.SweepAsync();
        await world.RestAsync();
        (await world.RecordOfAsync(Reports.Few, Reports.Day(2)))!.Status.Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task The_unchanged_file_of_a_quiet_company_is_judged_again()
    {
        await UploadAsync("x.csv", Reports.First, Reports.Day(0));
        await UploadAsync("x.csv", Reports.First, Reports.Day(1));

        (await world.RecordOfAsync(Reports.First, Reports.Day(1)))!.Should().BeEquivalentTo(new { Status = ReportStatus.Complete, Match = ReportMatch.Unchanged, Run = 1 });
        (await world.LaneAsync()).Last!.Order.AsOf.Should().Be(Reports.Day(1));
    }

    [Fact]
    public async Task A_completed_report_that_waits_to_be_assessed_under_another_policy_stays_complete_when_a_later_one_completes_first()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        var completed = (await world.RecordOfAsync(Reports.First))!;
        world.IsStuck = _ => true;
        world.Upload("2.csv", Reports.Second, Reports.Day(1));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Second) is ReportStatus.Recording);
        world.Policies.Edit("""{ "notificationRetentionDays": 80 }""");
        world.Upload("1 again.csv", Reports.First, Reports.Day(0));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.First) is ReportStatus.Waiting);
        world.IsStuck = _ => false;
        await world.RestAsync();

        (await world.StatusOfAsync(Reports.Second)).Should().Be(ReportStatus.Complete);
        (await world.RecordOfAsync(Reports.First))!.Should().BeEquivalentTo(new { Status = ReportStatus.Complete, completed.Run, completed.Evidence, completed.Counts, completed.Policy });
        world.Notifications.Should().NotContain(each => each.Kind == NotificationKind.Stale);
        world.Inbox.All.Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_file_within_hours_makes_the_source_fresh_and_nothing_else()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        await UploadAsync("2.csv", Reports.Second, Reports.Day(0).AddHours(1));
        var arrived = world.Desk.Arrived.Count;
        await UploadAsync("3.csv", Reports.First, Reports.Day(0).AddHours(2));

        world.Desk.Arrived.Should().HaveCount(arrived);
        world.Inbox.All.Should().BeEmpty();
        var lane = await world.LaneAsync();
        lane.Last!.Order.AsOf.Should().Be(Reports.Day(0).AddHours(1));
        lane.FreshAsOf.Should().Be(Reports.Day(0).AddHours(2));
    }

    [Theory]
    [InlineData("2027-11-01", "asof \"2027-11-01\" is 2027-11-01 00:00 +08:00, read in the zone +08:00, which lies in the future")]
    [InlineData("yesterday", "asof \"yesterday\" is not a time in the zone +08:00")]
    public async Task An_as_of_that_cannot_be_is_rejected_and_notified_once_and_the_report_is_not_known(string asOf, string reason)
    {
        world.Inbox.Upload("x.csv", Reports.First, Reports.Day(0));
        world.Inbox.ChangeAsOf("x.csv", asOf);
        await world.SweepAsync();
        await world.RestAsync();
        await world.SweepAsync();
        await world.RestAsync();

        world.Inbox.Rejected["x.csv"].Should().StartWith(reason);
        world.Notifications.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = NotificationKind.Rejected, Status = NotificationStatus.Sent });
        (await world.LaneAsync()).Last.Should().BeNull();

        await UploadAsync("x.csv", Reports.First, Reports.Day(0));
        (await world.RecordOfAsync(Reports.First, Reports.Day(0)))!.Should().BeEquivalentTo(new { Status = ReportStatus.Complete, Match = ReportMatch.New });
    }

    [Theory]
    [InlineData(4, AsOfOrigin.FileTime)]
    [InlineData(6, AsOfOrigin.Arrival)]
    public async Task A_file_time_ahead_of_the_clock_counts_up_to_five_minutes_and_is_decided_once(int minutes, AsOfOrigin origin)
    {
        var now = world.Time.GetUtcNow();
        world.Inbox.UploadAsOfFile("x.csv", Reports.First, now.AddMinutes(minutes));
        await world.SweepAsync();
        await world.RestAsync();

        var record = (await world.RecordOfAsync(Reports.First))!;
        record.AsOf.Should().Be(origin is AsOfOrigin.Arrival ? now : now.AddMinutes(minutes));
        record.AsOfOrigin.Should().Be(origin);
        record.Remarks.Any(remark => remark.Contains("last modified in the future")).Should().Be(origin is AsOfOrigin.Arrival);
        record.Remarks.Any(remark => remark.Contains("may be older than its file")).Should().Be(origin is AsOfOrigin.FileTime, "its newest time is weeks old");
        world.Notifications.Single(each => each.Kind is NotificationKind.Digest && each.Content.IsBaseline && each.Content.Owner is null).Content.Remarks.Should().Contain(record.Remarks);
    }

    [Fact]
    public async Task An_earlier_as_of_of_a_completed_report_is_refused_once_and_taken_after_the_withdrawal()
    {
        world = new World(new FaultPlan(), keepsFinished: true);
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        await UploadAsync("2.csv", Reports.Second, Reports.Day(5));
        world.ChangeAsOf("2.csv", Reports.Day(1));
        await world.RestAsync();
        await world.SweepAsync();
        await world.RestAsync();

        world.Notifications.Should().ContainSingle(each => each.Kind == NotificationKind.Rejected)
            .Which.Content.Reason.Should().Contain($"\"credfunctions withdraw {Reports.Second.IdAt(Reports.Day(5))[..8]}\"");
        world.Inbox.All.Should().Contain("2.csv", "its file stays");
        (await world.LaneAsync()).Last!.ReportId.Should().Be(Reports.Second.IdAt(Reports.Day(5)));

        await world.WithdrawAsync(Reports.Second);
        await world.RestAsync();
        await world.SweepAsync();
        await world.RestAsync();

        (await world.RecordOfAsync(Reports.Second, Reports.Day(1)))!.Should().BeEquivalentTo(new { Status = ReportStatus.Complete, Match = ReportMatch.New });
        (await world.RecordOfAsync(Reports.Second, Reports.Day(5)))!.Status.Should().Be(ReportStatus.Withdrawn);
        (await world.LaneAsync()).Last!.Order.AsOf.Should().Be(Reports.Day(1));
    }

    [Fact]
    public async Task A_withdrawal_is_notified_under_its_headline_and_later_reports_apply_again()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        await UploadAsync("wrong.csv", Reports.Second, Reports.Day(20));
        await UploadAsync("stale.csv", Reports.Third, Reports.Day(2));
        (await world.StatusOfAsync(Reports.Third)).Should().Be(ReportStatus.Stale);

        await world.WithdrawAsync(Reports.Second);
        await world.RestAsync();

        var digest = world.Notifications.Single(each => each.Kind is NotificationKind.Digest && each.Run == 2 && each.Content.Owner is null);
        digest.Content.Headline.Should().Be("Report wrong.csv of 2026-11-21 12:00 +08:00 was withdrawn");
        digest.Content.Figures!.Reopened.Should().BePositive("what the wrong report resolved is open again");
        (await world.AccountIdsAsync()).Should().HaveCount(8);
        (await world.RecordOfAsync(Reports.First))!.Evidence.Should().NotBeEmpty()
            .And.OnlyContain(name => name.Contains("/2/"), "new evidence takes the place of the earlier");

        await world.ReplayAsync((await world.RecordOfAsync(Reports.Third))!);
        await world.SweepAsync();
        await world.RestAsync();
        (await world.StatusOfAsync(Reports.Third)).Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task Withdrawing_the_only_report_notifies_nobody_and_the_next_one_is_a_first_one_that_counts_on()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        var arrived = world.Desk.Arrived.Count;

        await world.WithdrawAsync(Reports.First);
        await world.RestAsync();

        world.Desk.Arrived.Should().HaveCount(arrived);
        (await world.LaneAsync()).Should().BeEquivalentTo(new { Active = (object?)null, LastCompleted = (object?)null, Last = (object?)null });

        await UploadAsync("2.csv", Reports.Third, Reports.Day(1));
        world.Notifications.Where(each => each.ReportId == Reports.Third.IdAt(Reports.Day(1))).Should().NotBeEmpty().And.OnlyContain(each => each.Content.IsBaseline);
    }

    [Fact]
    public async Task A_run_whose_bytes_are_not_kept_any_more_is_incomplete_and_frees_the_lane()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        await UploadAsync("2.csv", Reports.Second, Reports.Day(1));
        var evidence = (await world.RecordOfAsync(Reports.First))!.Evidence;
        await world.WithdrawAsync(Reports.Second);
        world.Inbox.LoseWhatIsKept();
        await world.RestAsync();

        evidence.Should().NotBeEmpty();
        (await world.RecordOfAsync(Reports.First))!.Should().BeEquivalentTo(
            new { Status = ReportStatus.Incomplete, Run = 2, CompletedRun = (int?)1, Evidence = evidence },
            "the files of its first run are still there");
        await UploadAsync("3.csv", Reports.Third, Reports.Day(0).AddHours(12));
        (await world.StatusOfAsync(Reports.Third)).Should().Be(ReportStatus.Complete, "it is later than the report before the withdrawn one");
    }

    [Fact]
    public async Task Only_the_last_completed_report_is_withdrawn_and_not_without_the_bytes_of_the_one_before()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        await UploadAsync("2.csv", Reports.Second, Reports.Day(1));

        (await world.TryWithdrawAsync(Reports.First)).Refusal.Should().Contain("not the last completed report");
        world.Inbox.LoseWhatIsKept();
        (await world.TryWithdrawAsync(Reports.Second)).Refusal.Should().Contain("\"1.csv\", is not kept any more");

        (await world.LaneAsync()).Should().BeEquivalentTo(new { Active = (object?)null, Last = new { ReportId = Reports.Second.IdAt(Reports.Day(1)) } });
    }

    [Fact]
    public async Task A_report_cut_within_a_row_is_held_and_one_with_a_row_that_cannot_be_read_counts_who_is_missing()
    {
        var rows = Enumerable.Range(1, 9).Select(number => AccountRow.Clean($"20000000000{number}")).ToList();
        var whole = new StoryReport(Report.Of([.. rows]).Bytes());
        var cut = new StoryReport([.. Report.Of(rows[0]).Bytes(), .. "\n200000000002,x"u8]);
        var flawed = new StoryReport([.. Report.Of([.. rows.Take(7)]).Bytes(), .. "\n200000000008,x"u8]);
        await UploadAsync("whole.csv", whole, Reports.Day(0));
        await UploadAsync("cut.csv", cut, Reports.Day(1));
        await UploadAsync("flawed.csv", flawed, Reports.Day(2));

        (await world.StatusOfAsync(cut)).Should().Be(ReportStatus.Stale, "it was held, and a later one was completed");
        world.Notifications.Single(each => each.Kind is NotificationKind.Held).Content.Reason.Should().StartWith("8 of 9 known accounts are missing from it");
        world.Notifications.Should().ContainSingle(each => each.Kind == NotificationKind.Stale);
        var record = (await world.RecordOfAsync(flawed))!;
        record.Status.Should().Be(ReportStatus.Complete);
        record.Counts.Should().BeEquivalentTo(new { Missing = 2L, Departed = 0L, UnreadableRows = 1L });
        world.Notifications.Single(each => each.ReportId == record.ReportId).Content.Remarks.Should()
            .Contain("2 known accounts are missing from it; no account counts as gone while rows cannot be read.");
    }

    [Fact]
    public async Task An_incomplete_report_that_another_wrote_over_is_recorded_whole_when_it_is_met_again()
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        world.IsStuck = chunk => chunk.Chunk == 1 && chunk.Run.AsOf == Reports.Day(3);
        world.Upload("2.csv", Reports.Second, Reports.Day(3));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Second) is ReportStatus.Incomplete);
        world.IsStuck = _ => false;
        await UploadAsync("3.csv", Reports.Third, Reports.Day(1));
        await UploadAsync("again.csv", Reports.Second, Reports.Day(3));

        (await world.RecordOfAsync(Reports.Second))!.Should().BeEquivalentTo(
            new { Status = ReportStatus.Complete, Run = 2, Counts = new { Departed = 1 } }, "of the eight accounts that are known it lacks one");
    }

    [Fact]
    public async Task A_version_that_is_overwritten_before_it_was_queued_is_incomplete_at_once()
    {
        await CrashBeforeQueuedAsync("x.csv", Reports.First);

        world.Upload("x.csv", Reports.Second, Reports.Day(1));
        await world.RestAsync();

        await FirstShouldHaveLostItsFileAsync();
    }

    [Fact]
    public async Task A_file_whose_bytes_are_replaced_under_the_same_version_is_incomplete_at_once()
    {
        await CrashBeforeQueuedAsync("x.csv", Reports.First);

        world.Inbox.Overwrite("x.csv", Reports.Second.Bytes);
        await world.RestAsync();

        await FirstShouldHaveLostItsFileAsync();
    }

    [Theory]
    [InlineData("a.csv", "b.csv")]
    [InlineData("b.csv", "a.csv")]
    public async Task A_held_report_is_recorded_from_whichever_of_its_uploads_is_left(string removed, string left)
    {
        var held = await HoldUnderTwoNamesAsync("a.csv", "b.csv");

        world.Inbox.Delete(removed);
        await world.AcceptAsync(held);
        await world.SweepAsync();
        await world.RestAsync();

        (await world.RecordOfAsync(Reports.First, held.AsOf))!.Should().BeEquivalentTo(
            new { Status = ReportStatus.Complete, Run = 1, Name = left });
        world.Inbox.All.Should().BeEmpty("it is done with");
    }

    [Fact]
    public async Task A_held_report_is_incomplete_when_none_of_its_uploads_has_its_bytes()
    {
        var held = await HoldUnderTwoNamesAsync("a.csv", "b.csv");

        world.Inbox.Delete("a.csv");
        world.Inbox.Overwrite("b.csv", Reports.Third.Bytes);
        await world.AcceptAsync(held);
        await world.SweepAsync();
        await world.RestAsync();

        (await world.RecordOfAsync(Reports.First, held.AsOf))!.Should().BeEquivalentTo(
            new { Status = ReportStatus.Incomplete, Reason = "Its file was removed or replaced before it was recorded." });
    }

    // The process dies between the start of the report's run and the end of its queuing.
    private async Task CrashBeforeQueuedAsync(string name, StoryReport report)
    {
        var call = 0;
        while (await world.RecordOfAsync(report) is not { Status: ReportStatus.Recording, Chunks: null })
        {
            world = new World(new FaultPlan { CrashAtCall = ++call }, queuesAreDurable: false);
            world.Upload(name, report, Reports.Day(0));
            await world.WorkUntilAsync(() => Task.FromResult(world.Crashes == 1));
        }
    }

    private async Task FirstShouldHaveLostItsFileAsync()
    {
        (await world.RecordOfAsync(Reports.First))!.Should().BeEquivalentTo(
            new { Status = ReportStatus.Incomplete, Reason = "Its file was removed or replaced before it was recorded." });
        (await world.StatusOfAsync(Reports.Second)).Should().Be(ReportStatus.Complete);
    }

    private async Task<ReportRecord> HoldUnderTwoNamesAsync(string name, string other)
    {
        await UploadAsync("1.csv", Reports.First, Reports.Day(0));
        await UploadAsync("2.csv", Reports.Second, Reports.Day(1));
        await UploadAsync(name, Reports.First, Reports.Day(2));
        await UploadAsync(other, Reports.First, Reports.Day(2));
        var held = (await world.RecordOfAsync(Reports.First, Reports.Day(2)))!;
        held.Status.Should().Be(ReportStatus.Held);
        return held;
    }

    private async Task UploadAsync(string name, StoryReport report, DateTimeOffset asOf)
    {
        world.Upload(name, report, asOf);
        await world.RestAsync();
    }
}
