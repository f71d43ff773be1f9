using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Runs;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Policy;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Tests.Planning;

public sealed class ClockNoticesTests
{
    private static readonly DateTimeOffset LastAsOf = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly Lane Known = new() { Source = "acme", Last = new LastReport("r", "s", new ReportOrder(LastAsOf, 1)) };

    [Theory]
    [InlineData(47.9, null)]
    [InlineData(48, 1)]
    [InlineData(95.9, 1)]
    [InlineData(96, 2)]
    public void A_source_is_overdue_after_its_hours_and_again_after_as_many(double hours, int? times)
    {
        var told = Notices("\"freshness\": { \"*\": 48 },", LastAsOf.AddHours(hours)).Overdue("acme", Known, LastAsOf);

        string[] expected = times is null ? [] : [Notification.IdOf("acme", NotificationKind.Overdue, $"overdue/r/{times}", "desk")];
        told.Select(each => each.Id).Should().Equal(expected);
    }

    // The same file was uploaded again a while after the source had been overdue.
    [Fact]
    public void A_source_that_was_fresh_again_is_overdue_anew()
    {
        var again = Known with { SeenAgainAsOf = LastAsOf.AddHours(3) };

        var first = Notices("\"freshness\": { \"*\": 2 },", LastAsOf.AddHours(2.5)).Overdue("acme", Known, LastAsOf).Single();
        Notices("\"freshness\": { \"*\": 2 },", LastAsOf.AddHours(4.5)).Overdue("acme", again, LastAsOf).Should().BeEmpty();
        Notices("\"freshness\": { \"*\": 2 },", LastAsOf.AddHours(5.5)).Overdue("acme", again, LastAsOf).Single().Id.Should().NotBe(first.Id);
    }

    [Fact]
    public void A_source_without_hours_is_never_overdue() =>
        Notices("\"freshness\": { \"acme\": \"never\" },", LastAsOf.AddYears(3)).Overdue("acme", Known, LastAsOf).Should().BeEmpty();

    [Theory]
    [InlineData("acme", 36, true)]
    [InlineData("acme", 35.9, false)]
    [InlineData("other", 100_000, false)]
    public void A_source_is_overdue_by_the_hours_that_the_policy_sets_for_it(string source, double hours, bool isOverdue) =>
        Notices("\"freshness\": { \"*\": \"never\" }, \"sources\": [ { \"source\": \"ac*\", \"freshness\": 36 } ],", LastAsOf.AddHours(hours))
            .Overdue(source, Known with { Source = source }, LastAsOf).Should().HaveCount(isOverdue ? 1 : 0);

    [Fact]
    public void A_source_of_which_nothing_could_be_completed_is_overdue_from_its_first_arrival_on()
    {
        var lane = new Lane { Source = "acme" };

        Notices("\"freshness\": { \"*\": 48 },", LastAsOf.AddHours(47)).Overdue("acme", lane, LastAsOf).Should().BeEmpty();
        Notices("\"freshness\": { \"*\": 48 },", LastAsOf.AddHours(48)).Overdue("acme", lane, LastAsOf).Single().Content.Reason.Should().Contain("could be completed");
    }

    [Fact]
    public void A_source_that_the_policy_names_and_that_never_came_is_overdue_at_once() =>
        Notices("\"freshness\": { \"acme\": 48 },", LastAsOf).Overdue("acme", new Lane { Source = "acme" }, firstArrival: null)
            .Single().Content.Reason.Should().Be("The policy expects reports of it, and none has ever come.");

    // The last day is 2027-03-31 in the zone of the report, +08:00.
    [Theory]
    [InlineData("2027-03-24T15:59:59Z", null)]
    [InlineData("2027-03-24T16:00:00Z", NotificationKind.ExceptionEnding)]
    [InlineData("2027-03-31T15:59:59Z", NotificationKind.ExceptionEnding)]
    [InlineData("2027-03-31T16:00:00Z", NotificationKind.ExceptionEnded)]
    [InlineData("2027-04-06T15:59:59Z", NotificationKind.ExceptionEnded)]
    [InlineData("2027-04-06T16:00:00Z", null)]
    public void An_exception_is_told_before_its_last_day_which_is_inclusive_and_after_it(string now, NotificationKind? kind)
    {
        var told = Notices(Exceptions("2027-03-31"), DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).Exceptions();

        NotificationKind[] expected = kind is { } only ? [only] : [];
        told.Select(each => each.Kind).Should().Equal(expected);
    }

    [Fact]
    public void An_exception_of_one_source_names_it() =>
        Notices(
            """
            "exceptions": [ { "rule": "console-idle", "source": "company-a", "account": "admin", "reason": "known", "owner": "team", "until": "2027-03-31" } ],
            """,
            new DateTimeOffset(2027, 3, 30, 0, 0, 0, TimeSpan.Zero))
            .Exceptions().Should().ContainSingle().Which.Content.Remarks.Should().Equal("console-idle of admin in company-a, team: known");

    [Fact]
    public void Exceptions_of_one_day_are_told_together()
    {
        var told = Notices(Exceptions("2027-03-31", "2027-03-31", "2027-04-01"), new DateTimeOffset(2027, 3, 30, 0, 0, 0, TimeSpan.Zero)).Exceptions();

        told.Select(each => each.Content.Remarks.Count).Should().Equal(2, 1);
        told[0].Content.Remarks[0].Should().Be("console-idle of user0, team: known");
        told.Select(each => each.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_malformed_exception_has_no_last_day_to_be_told_of()
    {
        var policy = PolicyText.Read(
            """{ "exceptions": [ { "rule": "console-idle", "account": "a", "reason": "r", "owner": "o", "until": "soon" } ], "channels": { "desk": { "kind": "console" } }, "routes": [ { "channels": ["desk"] } ] }""").Policy!;

        new ClockNotices(policy, LastAsOf).Exceptions().Should().BeEmpty();
    }

    [Fact]
    public async Task Sweeps_tell_it_once()
    {
        var (store, clock) = (new MemoryAuditStore(), new Clock());
        var queues = new SimulatedQueues(new FaultPlan(), clock);
        var sweep = new NotificationSweep(store, new NotificationOutbox(store, queues, clock), clock);
        var policy = Policy("\"freshness\": { \"late\": 48 },");

        // The sweep enqueues what is pending every time, so it counts what is left once the first notice is sent.
        await sweep.RunAsync([], policy, default);
        while (queues.Take() is not null)
        {
            // A message for each time it was enqueued.
        }

        await store.SaveNotificationAsync(
            store.Notifications.Should().ContainSingle().Subject with { Status = NotificationStatus.Sent, SentAt = clock.GetUtcNow() }, default);
        for (var hour = 0; hour < 30; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await sweep.RunAsync([], policy, default);
        }

        store.Notifications.Should().ContainSingle().Which.Source.Should().Be("late");
        queues.IsEmpty.Should().BeTrue("the notice is sent once");
    }

    private static string Exceptions(params string[] days) => "\"exceptions\": [" + string.Join(',', days.Select((day, number) =>
        $$"""{ "rule": "console-idle", "account": "user{{number}}", "reason": "known", "owner": "team", "until": "{{day}}" }""")) + "],";

    private static PolicyDocument Policy(string settings) =>
        PolicyText.Document($$"""{ {{settings}} "channels": { "desk": { "kind": "console" } }, "routes": [ { "channels": ["desk"] } ] }""");

    private static ClockNotices Notices(string settings, DateTimeOffset now) => new(Policy(settings), now);
}
