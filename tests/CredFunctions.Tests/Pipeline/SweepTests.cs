using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline;

/// <summary>What the sweep looks at, and what it leaves alone.</summary>
public sealed class SweepTests
{
    private readonly World world = new(new FaultPlan(), keepsFinished: true);

    [Fact]
    public async Task Files_that_are_done_with_are_not_read_again()
    {
        world.Upload("1.csv", Reports.First, Reports.Day(0));
        world.Upload("copy.csv", Reports.First, Reports.Day(3));
        world.Upload("2.csv", Reports.Second, Reports.Day(1));
        await world.RestAsync();
        world.Upload("0.csv", Reports.Third, Reports.Day(-1));
        await world.RestAsync();
        var openings = world.Inbox.Openings;

        world.Policies.Edit("""{ "notificationRetentionDays": 80 }""");
        await world.SweepAsync();
        await world.RestAsync();

        world.Inbox.Openings.Should().Be(openings);
        world.Inbox.All.Should().Equal("0.csv", "1.csv", "2.csv", "copy.csv");
        (await world.RecordOfAsync(Reports.Second))!.Run.Should().Be(1, "a file that lies there since before the edit is no upload");
    }

    [Fact]
    public async Task A_file_that_no_message_spoke_of_is_read_and_so_is_one_that_was_overwritten()
    {
        world.Inbox.Upload("x.csv", Reports.First, Reports.Day(0));
        await world.SweepAsync();
        await world.RestAsync();
        (await world.StatusOfAsync(Reports.First)).Should().Be(ReportStatus.Complete);

        world.Inbox.Upload("x.csv", Reports.Second, Reports.Day(1));
        await world.SweepAsync();
        await world.RestAsync();
        (await world.StatusOfAsync(Reports.Second)).Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task A_held_report_is_read_again_only_once_it_is_accepted()
    {
        await HoldAsync();
        var openings = world.Inbox.Openings;

        await world.SweepAsync();
        await world.RestAsync();
        world.Inbox.Openings.Should().Be(openings);

        world.Inbox.Accept("few.csv");
        await world.SweepAsync();
        await world.RestAsync();
        (await world.StatusOfAsync(Reports.Few)).Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task Originals_go_after_their_keep_time_once_they_are_done_with()
    {
        await HoldAsync();

        world.Time.Advance(TimeSpan.FromDays(399));
        await world.SweepAsync();
        world.Inbox.All.Should().Equal("few.csv", "many.csv");

        world.Time.Advance(TimeSpan.FromDays(2));
        await world.SweepAsync();
        world.Inbox.All.Should().Equal("few.csv");
    }

    // What was decided by the clock is stored with the upload and never decided again.
    [Fact]
    public async Task A_held_file_that_has_not_been_looked_at_twice_since_a_start_stays_the_upload_that_it_is()
    {
        world.Upload("many.csv", Reports.Many, Reports.Day(2));
        await world.RestAsync();
        world.Inbox.UploadAsOfFile("few.csv", Reports.Few.Bytes, world.Time.GetUtcNow().AddYears(1));
        await world.SweepAsync();
        await world.RestAsync();
        var held = (await world.RecordOfAsync(Reports.Few))!;
        held.Status.Should().Be(ReportStatus.Held);

        world.Time.Advance(TimeSpan.FromHours(10));
        world.Inbox.IsGrowing = true;
        world.Inbox.Upload("new.csv", Reports.First, Reports.Day(4));
        await world.SweepAsync();
        world.Queues.IsEmpty.Should().BeTrue("a file that may still be written to is not opened");
        world.Inbox.Delete("new.csv");
        world.Inbox.IsGrowing = false;
        world.Queues.Put(new ReportMessage(SimulatedInbox.Source, "few.csv"));
        await world.RestAsync();

        (await world.RecordOfAsync(Reports.Few))!.ReportId.Should().Be(held.ReportId);
        world.Notifications.Should().ContainSingle(each => each.Kind == NotificationKind.Held);
    }

    [Fact]
    public async Task What_is_past_its_keep_time_goes_bit_by_bit_and_the_same_bytes_are_recognised_all_the_same()
    {
        world.Upload("1.csv", Reports.First, Reports.Day(0));
        await world.RestAsync();
        world.Upload("2.csv", Reports.Second, Reports.Day(1));
        await world.RestAsync();
        (await world.AccountIdsAsync()).Should().HaveCount(8, "one account has left and is remembered");
        world.Notifications.Should().NotBeEmpty();

        world.Time.Advance(TimeSpan.FromDays(401));
        for (var sweep = 0; sweep < 200; sweep++)
        {
            await world.SweepAsync();
            world.Time.Advance(TimeSpan.FromHours(1));
        }

        (await world.AccountIdsAsync()).Should().HaveCount(7).And.NotContain("100000000007");
        world.Notifications.Should().NotContain(notification => notification.CreatedAt < world.Time.GetUtcNow().AddDays(-100));
        var delivered = world.Desk.Arrived.Count;
        world.Upload("again.csv", Reports.Second, Reports.Day(1));
        await world.RestAsync();
        (await world.RecordOfAsync(Reports.Second))!.Run.Should().Be(1);
        world.Desk.Arrived.Skip(delivered).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "notificationRetentionDays": 7, "freshness": { "acme": 2400 } }""", NotificationKind.Overdue, 105, 90)]
    [InlineData("""{ "notificationRetentionDays": 7, "freshness": { "*": "never", "late": 48 } }""", NotificationKind.Overdue, 0, 300)]
    [InlineData(null, NotificationKind.PolicyUnreadable, 0, 300)]
    public async Task A_notice_is_sent_once_however_long_what_it_says_holds(string? policy, NotificationKind kind, int after, int days)
    {
        world.Upload("1.csv", Reports.First, Reports.Day(0));
        await world.RestAsync();
        world.Policies.Edit(policy ?? """{ "notificationRetentionDays": 7 }""");
        if (policy is null)
            world.Policies.Break("{");

        world.Time.Advance(TimeSpan.FromDays(after));
        await SweepDailyAsync(days);

        world.Desk.Arrived.Should().OnlyHaveUniqueItems();
        world.Notifications.Should().ContainSingle(each => each.Kind == kind).Which.Status.Should().Be(NotificationStatus.Sent);
        world.Notifications.Should().NotContain(each => each.Kind == NotificationKind.Digest, "it is past its keep time");
    }

    [Fact]
    public async Task The_notice_of_a_refused_as_of_is_sent_once_however_long_the_file_lies_there()
    {
        world.Upload("1.csv", Reports.First, Reports.Day(5));
        await world.RestAsync();
        world.ChangeAsOf("1.csv", Reports.Day(3));
        await world.RestAsync();
        world.Policies.Edit("""{ "notificationRetentionDays": 7 }""");

        for (var start = 0; start < 5; start++)
        {
            await SweepDailyAsync(10);
            world.Queues.Put(new ReportMessage(SimulatedInbox.Source, "1.csv"));
            await world.RestAsync();
        }

        world.Notifications.Should().ContainSingle(each => each.Kind == NotificationKind.Rejected);
        world.Desk.Arrived.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_year_of_reports_that_waited_behind_a_later_one_is_settled_in_steps()
    {
        world.Time.Advance(TimeSpan.FromDays(400));
        world.IsStuck = chunk => chunk.Run.ReportId == Reports.Third.IdAt(Reports.Day(400));
        world.Upload("latest.csv", Reports.Third, Reports.Day(400));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Third) is ReportStatus.Recording);
        var early = Enumerable.Range(0, 2 * LaneStep.MaxRows + 20).Select(number => new StoryReport(Report.Of(AccountRow.Clean($"2000000{number:00000}")).Bytes())).ToList();
        for (var number = 0; number < early.Count; number++)
            world.Upload($"{number:000}.csv", early[number], Reports.Day(number));
        await world.WorkUntilAsync(async () => await world.StatusOfAsync(early[^1]) is ReportStatus.Waiting && await world.StatusOfAsync(early[0]) is ReportStatus.Waiting);

        world.IsStuck = _ => false;
        await world.RestAsync();

        foreach (var report in early)
            (await world.StatusOfAsync(report)).Should().Be(ReportStatus.Stale);
    }

    private async Task SweepDailyAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            await world.SweepAsync();
            await world.RestAsync();
            world.Time.Advance(TimeSpan.FromDays(1));
        }
    }

    private async Task HoldAsync()
    {
        world.Upload("many.csv", Reports.Many, Reports.Day(2));
        await world.RestAsync();
        world.Upload("few.csv", Reports.Few, Reports.Day(3));
        await world.RestAsync();
        (await world.StatusOfAsync(Reports.Few)).Should().Be(ReportStatus.Held);
    }
}
